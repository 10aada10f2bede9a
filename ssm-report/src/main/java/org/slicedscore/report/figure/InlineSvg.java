package org.slicedscore.report.figure;

import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;

/** Figures as parts of a page that has {@link #styleSheet}: each panel is an {@code svg} of its own, so that a page can place them. */
public final class InlineSvg {
    private InlineSvg() {}

    /** The rules that give the figures of a page their colours. */
    public static String styleSheet() {
        return Ink.styleSheet();
    }

    /**
     * A panel.
     *
     * @param panel the panel
     * @param width in units, which are pixels at the size that it is made for
     * @param height in units
     * @param id of the element, unique in the page
     * @param description what it shows, for people who do not see it
     */
    public static String panel(Panel panel, int width, int height, String id, String description) {
        SvgPen pen = new SvgPen();
        new PanelDrawing(panel, width, height).draw(pen);
        return element(width, height, id, panel.title(), description, pen);
    }

    /**
     * Images.
     *
     * @param images the images
     * @param id of the element, unique in the page
     */
    public static String images(Figure.Images images, String id) {
        SvgPen pen = new SvgPen();
        Drawing drawing = new ImagesDrawing(images);
        drawing.draw(pen);
        return element(
                drawing.width(), drawing.height(), id, String.join("; ", images.titles()), images.caption(), pen);
    }

    /**
     * A drawing of a matrix: a square for each entry, blue for negative ones and vermilion for positive ones.
     *
     * @param values row by row, from −1 to 1
     * @param size number of rows and of columns
     * @param id of the element, unique in the page
     * @param title the title
     * @param description what it shows
     */
    public static String matrix(double[] values, int size, String id, String title, String description) {
        MatrixDrawing drawing = new MatrixDrawing(values, size, title);
        SvgPen pen = new SvgPen();
        drawing.draw(pen);
        return element(drawing.width(), drawing.height(), id, title, description, pen);
    }

    /**
     * What a series looks like, for a legend.
     *
     * @param series the series
     */
    public static String key(Series series) {
        SvgPen pen = new SvgPen();
        PlotDrawing.key(pen, series, 0, 6, 24);
        return "<svg class=\"key\" width=\"24\" height=\"12\" viewBox=\"0 0 24 12\" aria-hidden=\"true\">"
                + pen.content() + "</svg>";
    }

    private static String element(int width, int height, String id, String title, String description, SvgPen pen) {
        String heading = title.isEmpty() ? "Figure" : title;
        return "<svg class=\"figure\" id=\"" + id + "\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\"><title id=\""
                + id
                + "-t\">" + SvgPen.escaped(heading) + "</title><desc id=\"" + id + "-d\">" + SvgPen.escaped(description)
                + "</desc>" + pen.content() + "</svg>";
    }
}
