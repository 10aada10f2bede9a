package org.slicedscore.engine.figure;

import java.io.IOException;
import java.io.OutputStream;

/** Draws figures. A service, so that a plotting library is loaded only where something is drawn. */
public interface FigureRenderer {
    /**
     * Draws a figure as SVG.
     *
     * @param figure the figure
     * @param mark shown beside it, such as that it is of a reduced size; empty for none
     * @param out where to; not closed
     * @throws IOException if that fails
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if this machine cannot draw text, with what to install
     */
    void svg(Figure figure, String mark, OutputStream out) throws IOException;

    /**
     * Draws a figure as PNG.
     *
     * @param figure the figure
     * @param mark shown beside it; empty for none
     * @param out where to; not closed
     * @throws IOException if that fails
     * @throws org.slicedscore.api.error.SsmException as {@link #svg}
     */
    void png(Figure figure, String mark, OutputStream out) throws IOException;
}
