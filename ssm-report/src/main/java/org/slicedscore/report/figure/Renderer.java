package org.slicedscore.report.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.figure.TerminalGraphics;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;

/** Draws a figure with a pen that writes SVG or one that colours pixels. Needs no display; SVG needs no font either. */
public final class Renderer implements FigureRenderer {
    /** Height of the line on which the mark stands. */
    static final int MARK_HEIGHT = 20;

    /** Pixels of a PNG for each unit of the drawing, so that it is sharp on high-resolution screens. */
    private static final int SCALE = 2;

    static final String FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif";
    private static final Lettering MARK = new Lettering(11, false, Ink.WARNING, Anchor.START);

    /** For the service loader. */
    public Renderer() {
        System.setProperty("java.awt.headless", "true");
    }

    @Override
    public void svg(Figure figure, String mark, OutputStream out) throws IOException {
        Drawing drawing = drawing(figure);
        int width = drawing.width();
        int height = drawing.height() + (mark.isEmpty() ? 0 : MARK_HEIGHT);
        SvgPen pen = new SvgPen();
        drawing.draw(pen);
        mark(pen, mark, height);
        String text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 "
                + width + ' ' + height + "\" font-family=\"" + FONTS + "\" role=\"img\"><title>"
                + SvgPen.escaped(figure.caption()) + "</title><style>" + Ink.styleSheet() + "</style><rect width=\""
                + width
                + "\" height=\"" + height + "\" class=\"" + Ink.PAPER.fillClass() + "\"/>" + pen.content() + "</svg>\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void png(Figure figure, String mark, OutputStream out) throws IOException {
        Png.write(pixels(figure, mark, SCALE), out);
    }

    private static BufferedImage pixels(Figure figure, String mark, int scale) {
        Drawing drawing = drawing(figure);
        int height = drawing.height() + (mark.isEmpty() ? 0 : MARK_HEIGHT);
        return FontCheck.textReady(() -> {
            BufferedImage canvas =
                    new BufferedImage(scale * drawing.width(), scale * height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = canvas.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Ink.PAPER.light());
            graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            graphics.scale(scale, scale);
            ImagePen pen = new ImagePen(graphics);
            drawing.draw(pen);
            mark(pen, mark, height);
            graphics.dispose();
            return canvas;
        });
    }

    @Override
    public void terminal(Figure figure, TerminalGraphics how, int columns, OutputStream out) throws IOException {
        switch (how) {
            case BLOCKS -> out.write(BlockPlot.lines(figure, columns).getBytes(StandardCharsets.UTF_8));
            case SIXEL -> out.write(TerminalImages.sixel(pixels(figure, "", 1)).getBytes(StandardCharsets.US_ASCII));
            case KITTY, ITERM2 -> {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                png(figure, "", png);
                String text = how == TerminalGraphics.KITTY
                        ? TerminalImages.kitty(png.toByteArray(), columns)
                        : TerminalImages.iterm2(png.toByteArray(), columns);
                out.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.flush();
    }

    private static void mark(Pen pen, String mark, int height) {
        if (!mark.isEmpty()) {
            pen.text(MARK, 8, height - 7, mark);
        }
    }

    private static Drawing drawing(Figure figure) {
        return switch (figure) {
            case Figure.Plot plot -> new PlotDrawing(plot);
            case Figure.Images images -> new ImagesDrawing(images);
            case Figure.Maps maps -> new MapsDrawing(maps);
        };
    }
}
