package org.slicedscore.report.figure;

import java.awt.image.BufferedImage;
import java.util.List;

/** What figures are drawn with, on paper whose units are pixels of a usual screen; y grows downwards. */
interface Pen {
    /**
     * How a line looks.
     *
     * @param ink its colour
     * @param width in units
     * @param dashed whether it has gaps
     */
    record Stroke(Ink ink, double width, boolean dashed) {
        static Stroke solid(Ink ink, double width) {
            return new Stroke(ink, width, false);
        }
    }

    /** Where a text stands relative to its point. */
    enum Anchor {
        /** The point is its left end. */
        START,
        /** The point is its middle. */
        MIDDLE,
        /** The point is its right end. */
        END
    }

    /**
     * How a text looks.
     *
     * @param size of the font in units
     * @param bold whether it is bold
     * @param ink its colour
     * @param anchor where it stands
     */
    record Lettering(double size, boolean bold, Ink ink, Anchor anchor) {}

    /**
     * Draws a line through points; a point that is not finite interrupts it.
     *
     * @param points x and y of each
     */
    void line(Stroke stroke, double... points);

    /**
     * Fills the inside of closed rings; a ring inside another is a hole.
     *
     * @param opacity from 0 to 1
     * @param rings x and y of the corners of each
     */
    void fill(Ink ink, double opacity, List<double[]> rings);

    /**
     * Draws dots.
     *
     * @param points x and y of each centre
     */
    void dots(Ink ink, double diameter, double opacity, double... points);

    /** Writes a text; the point is on its base line. */
    void text(Lettering lettering, double x, double y, String text);

    /** Writes a text that reads upwards. */
    void textUpwards(Lettering lettering, double x, double y, String text);

    /** Places an image; {@code smooth} says whether pixels are blended or kept sharp when it is enlarged. */
    void image(BufferedImage image, double x, double y, double width, double height, boolean smooth);

    /** Draws with nothing visible outside a rectangle. */
    void clipped(double x, double y, double width, double height, Runnable inside);

    /** Draws with the origin moved. */
    void moved(double x, double y, Runnable there);
}
