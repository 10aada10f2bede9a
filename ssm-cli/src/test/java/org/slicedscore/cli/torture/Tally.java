package org.slicedscore.cli.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts of kills, by command and instant. */
final class Tally {
    private static final class Row {
        private final int[] instants = new int[Instant.values().length];
        private int term;
        private int ends;
        private int faults;
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Row row(String name) {
        return rows.computeIfAbsent(name, n -> new Row());
    }

    void kill(String name, boolean gently, Instant instant) {
        Row row = row(name);
        row.instants[instant.ordinal()]++;
        row.term += gently ? 1 : 0;
    }

    /** A command came to its end and was compared. */
    void end(String name) {
        row(name).ends++;
    }

    /** Something was lost or is different. */
    void fault(String name) {
        row(name).faults++;
    }

    int kills() {
        return rows.values().stream().mapToInt(Tally::kills).sum();
    }

    private static int kills(Row row) {
        int sum = 0;
        for (int n : row.instants) {
            sum += n;
        }
        return sum;
    }

    int faults() {
        return rows.values().stream().mapToInt(r -> r.faults).sum();
    }

    /** The table, in Markdown. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| command | kills | of them TERM |");
        for (Instant instant : Instant.values()) {
            head.append(' ').append(instant.words()).append(" |");
        }
        lines.add(head.append(" ends compared | lost or different |").toString());
        lines.add("|---|" + "--:|".repeat(4 + Instant.values().length));
        Row all = new Row();
        rows.forEach((name, row) -> {
            lines.add(line("`" + name + "`", row));
            for (int i = 0; i < all.instants.length; i++) {
                all.instants[i] += row.instants[i];
            }
            all.term += row.term;
            all.ends += row.ends;
            all.faults += row.faults;
        });
        lines.add(line("**all**", all));
        return lines;
    }

    private static String line(String name, Row row) {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "| %s | %,d | %,d |", name, kills(row), row.term));
        for (int n : row.instants) {
            line.append(String.format(Locale.ROOT, " %,d |", n));
        }
        return line.append(String.format(Locale.ROOT, " %,d | %,d |", row.ends, row.faults))
                .toString();
    }
}
