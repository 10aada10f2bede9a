package org.slicedscore.report.figure;

/** Something of a fixed size that can be drawn. */
interface Drawing {
    /** The width in units. */
    int width();

    /** The height in units. */
    int height();

    /** Draws it, its upper left corner at the origin; the paper is there already. */
    void draw(Pen pen);
}
