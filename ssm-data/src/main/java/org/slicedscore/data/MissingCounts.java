package org.slicedscore.data;

import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/** Counts the missing values of each used column when rows with missing values are left out. */
final class MissingCounts {
    /** Above this share of missing values the column is blamed, not the rows. */
    private static final double MOSTLY = 0.5;

    private final String source;
    private final List<String> names;
    private final int[] columns;
    private final int[] counts;

    MissingCounts(String source, List<String> names, int[] columns) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.counts = new int[columns.length];
    }

    /** Counts a missing value of a used column. */
    void count(int column) {
        counts[column]++;
    }

    /**
     * The note on rows that were left out.
     *
     * @param kept number of rows without a missing value
     * @param all number of all rows
     * @return a note that names the column with most missing values; empty if no row was left out
     * @throws SsmException of kind DATA if no row is left
     */
    Optional<Message> check(int kept, int all) {
        if (kept == all) {
            return Optional.empty();
        }
        int worst = 0;
        for (int j = 1; j < counts.length; j++) {
            worst = counts[j] > counts[worst] ? j : worst;
        }
        String column = Quoting.plain(names.get(columns[worst]), 60);
        boolean mostly = counts[worst] > MOSTLY * all;
        Message share = Message.of(
                "column %d '%s' lacks %d (%d %%)",
                columns[worst] + 1, column, counts[worst], Math.round(100.0 * counts[worst] / all));
        Message without = Message.of("leave the column out with %s", Subject.setting("columns", "-" + column));
        if (kept == 0) {
            throw Problem.data(source)
                    .found("a missing value in each of its %d rows: %s", all, share)
                    .expected("rows of numbers")
                    .remedy("%s", columns.length > 1 ? without : "check that column")
                    .exception();
        }
        Message left = Message.of("left out %d of %d rows with missing values: %s", all - kept, all, share);
        return Optional.of(mostly && columns.length > 1 ? Message.of("%s; %s", left, without) : left);
    }
}
