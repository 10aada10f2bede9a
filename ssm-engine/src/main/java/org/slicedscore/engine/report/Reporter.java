package org.slicedscore.engine.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slicedscore.engine.figure.Figure;

/** Writes reports on runs. A service, so that what it needs is loaded only when a report is wanted. */
public interface Reporter {
    /**
     * Writes a page on a run: what was learned from, how training went, how good the model is, what it draws, or how a detector was
     * calibrated. The page is one HTML file that needs no network.
     *
     * @param request the run, and what is used to examine it
     * @param out the output; not closed
     * @throws IOException if writing fails
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the run is missing or damaged, USAGE if its plug-ins are not
     *     installed, BACKEND if the backend is not available. Rows that cannot be read are no failure: the page says so
     */
    void write(ReportRequest request, OutputStream out) throws IOException;

    /**
     * The names of the figures that can be had of a run or of rows alone.
     *
     * @return lower-case words
     */
    List<String> figures();

    /**
     * One figure of a run.
     *
     * @param request the run, or rows alone
     * @param name one of {@link #figures}; empty for the one that says most
     * @param columns names of the columns to show; empty for those that the reporter chooses
     * @return the figure
     * @throws org.slicedscore.api.error.SsmException as {@link #write}, and of kind USAGE if the run has no such figure
     */
    Figure figure(ReportRequest request, String name, List<String> columns);
}
