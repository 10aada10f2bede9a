package org.slicedscore.report.figure;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.slicedscore.engine.figure.Figure;

/** Blocks of grey images side by side, each under its title. */
final class ImagesDrawing extends Drawing {
    private static final int GAP = 1;
    private static final int MARGIN = 12;
    private static final int TITLE_HEIGHT = 22;

    private final Figure.Images figure;

    ImagesDrawing(Figure.Images figure, String mark) {
        super(mark);
        this.figure = figure;
    }

    private int blockWidth() {
        return figure.columns() * (figure.width() + GAP) - GAP;
    }

    private int blockHeight() {
        int most = figure.blocks().stream().mapToInt(b -> b.length).max().orElse(0);
        int rows = (most + figure.columns() - 1) / figure.columns();
        return rows * (figure.height() + GAP) - GAP;
    }

    @Override
    Dimension size() {
        int blocks = figure.blocks().size();
        return new Dimension(
                MARGIN + blocks * (blockWidth() + MARGIN), TITLE_HEIGHT + blockHeight() + MARGIN + markHeight());
    }

    @Override
    void content(Graphics2D g) {
        if (g instanceof SVGGraphics2D svg) {
            svg.getGeneratorContext().setImageHandler(new PngImages());
        }
        for (int b = 0; b < figure.blocks().size(); b++) {
            int left = MARGIN + b * (blockWidth() + MARGIN);
            g.setFont(TITLE);
            g.setColor(INK);
            g.drawString(figure.titles().get(b), left, 16);
            g.drawImage(block(figure.blocks().get(b)), left, TITLE_HEIGHT, null);
        }
    }

    private BufferedImage block(float[][] images) {
        BufferedImage block = new BufferedImage(blockWidth(), Math.max(1, blockHeight()), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < images.length; i++) {
            int left = i % figure.columns() * (figure.width() + GAP);
            int top = i / figure.columns() * (figure.height() + GAP);
            for (int p = 0; p < images[i].length; p++) {
                int grey = Math.round(255 * Math.clamp(images[i][p], 0f, 1f));
                block.getRaster().setSample(left + p % figure.width(), top + p / figure.width(), 0, grey);
            }
        }
        return block;
    }

    /** Writes images in an SVG as PNG with the JDK's encoder: Batik's own would be another library. */
    private static final class PngImages extends ImageHandlerBase64Encoder {
        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException(e.getMessage(), e);
            }
        }
    }
}
