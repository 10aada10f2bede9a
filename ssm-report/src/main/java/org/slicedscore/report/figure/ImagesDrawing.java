package org.slicedscore.report.figure;

import java.awt.image.BufferedImage;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;

/** Blocks of grey images side by side, each under its title. */
final class ImagesDrawing implements Drawing {
    private static final int GAP = 1;
    private static final int MARGIN = 12;
    private static final int TITLE_HEIGHT = 22;
    private static final Lettering TITLE = new Lettering(13, true, Ink.INK, Anchor.START);

    private final Figure.Images figure;

    ImagesDrawing(Figure.Images figure) {
        this.figure = figure;
    }

    private int blockWidth() {
        return figure.columns() * (figure.width() + GAP) - GAP;
    }

    private int blockHeight() {
        int most = figure.blocks().stream().mapToInt(b -> b.length).max().orElse(0);
        int rows = (most + figure.columns() - 1) / figure.columns();
        return Math.max(1, rows * (figure.height() + GAP) - GAP);
    }

    @Override
    public int width() {
        return MARGIN + figure.blocks().size() * (blockWidth() + MARGIN);
    }

    @Override
    public int height() {
        return TITLE_HEIGHT + blockHeight() + MARGIN;
    }

    @Override
    public void draw(Pen pen) {
        for (int b = 0; b < figure.blocks().size(); b++) {
            int left = MARGIN + b * (blockWidth() + MARGIN);
            pen.text(TITLE, left, 16, figure.titles().get(b));
            pen.image(block(figure.blocks().get(b)), left, TITLE_HEIGHT, blockWidth(), blockHeight(), false);
        }
    }

    private BufferedImage block(float[][] images) {
        BufferedImage block = new BufferedImage(blockWidth(), blockHeight(), BufferedImage.TYPE_BYTE_GRAY);
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
}
