package org.slicedscore.report.figure;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;

/** Something of a fixed size that can be painted. */
abstract class Drawing {
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Color INK = new Color(0x20, 0x20, 0x20);
    private static final Color WARNING = new Color(0xA0, 0x20, 0x20);

    /** Height of the line on which the mark stands. */
    static final int MARK_HEIGHT = 20;

    private final String mark;

    Drawing(String mark) {
        this.mark = mark;
    }

    /** Width and height in units, the mark included. */
    abstract Dimension size();

    /** Paints everything but the mark. */
    abstract void content(Graphics2D g);

    final int markHeight() {
        return mark.isEmpty() ? 0 : MARK_HEIGHT;
    }

    final void paint(Graphics2D g) {
        Dimension size = size();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, size.width, size.height);
        content(g);
        if (!mark.isEmpty()) {
            g.setFont(SMALL);
            g.setColor(WARNING);
            g.drawString(mark, 8, size.height - 7);
        }
    }
}
