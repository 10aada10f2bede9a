package org.slicedscore.engine.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slicedscore.api.error.Wording;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;

/**
 * What a report is on.
 *
 * @param run the run directory of a model or of a detector; null for rows alone
 * @param rows the rows that the run was made from, where they are not to be read from the place that the run names; for rows alone,
 *     the rows
 * @param command the words that lead to this report, for the record; empty for none
 * @param catalog the plug-ins
 * @param backend {@code auto}, ID or ID:DEVICE
 * @param threads host threads; 0 for all
 * @param thorough whether to compute what takes minutes, too
 * @param wording how messages name settings
 * @param progress receives what is being done, a few words each
 * @param warnings receives what the report lacks and why, one line each
 */
public record ReportRequest(
        Path run,
        Optional<Table> rows,
        List<String> command,
        Catalog catalog,
        String backend,
        int threads,
        boolean thorough,
        Wording wording,
        Consumer<String> progress,
        Consumer<String> warnings) {
    /** Copies the list. */
    public ReportRequest {
        command = List.copyOf(command);
    }

    /**
     * Warns that parts are left out for want of the run's rows.
     *
     * @param why what is the matter with the rows; empty if nothing is
     */
    public void warnOfRows(String why) {
        if (!why.isEmpty()) {
            warnings.accept("without the run's rows a part is left out: " + why);
        }
    }
}
