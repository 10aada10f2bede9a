package org.slicedscore.engine.figure;

import java.io.IOException;
import java.io.OutputStream;

/** Draws figures. A service, so that the plotting library is loaded only when needed. */
public interface FigureRenderer {
    /**
     * Draws a figure as SVG.
     *
     * @param figure the figure
     * @param mark text shown beside it, such as a note on reduced size; empty for none
     * @param out the output; not closed
     * @throws IOException if writing fails
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if this machine cannot draw text; the message says what to install
     */
    void svg(Figure figure, String mark, OutputStream out) throws IOException;

    /**
     * Draws a figure as PNG.
     *
     * @param figure the figure
     * @param mark text shown beside it; empty for none
     * @param out the output; not closed
     * @throws IOException if writing fails
     * @throws org.slicedscore.api.error.SsmException as {@link #svg}
     */
    void png(Figure figure, String mark, OutputStream out) throws IOException;

    /**
     * Shows a figure on a terminal.
     *
     * @param figure the figure; with characters, its first panel is shown
     * @param how what the terminal can show
     * @param columns how many characters wide the terminal is
     * @param out the output, UTF-8; not closed
     * @throws IOException if writing fails
     * @throws org.slicedscore.api.error.SsmException as {@link #png}, except with characters
     */
    void terminal(Figure figure, TerminalGraphics how, int columns, OutputStream out) throws IOException;
}
