package org.slicedscore.engine.experiment;

import java.util.List;
import org.slicedscore.engine.figure.Figure;

/** Receives an experiment's results. All items go on one page, in order; tables and figures are also written as files. */
public interface Report {
    /**
     * A heading.
     *
     * @param text a few words
     */
    void heading(String text);

    /**
     * A paragraph.
     *
     * @param markdown its text
     */
    void paragraph(String markdown);

    /**
     * A table.
     *
     * @param name of its file, without an ending
     * @param caption a sentence
     * @param header names of the columns
     * @param rows cells as text, as many as there are columns
     */
    void table(String name, String caption, List<String> header, List<List<String>> rows);

    /** A figure. */
    void figure(Figure figure);
}
