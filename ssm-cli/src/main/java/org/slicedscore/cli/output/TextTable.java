package org.slicedscore.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, aligned for people. */
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private boolean ragged;

    /** No rows yet. */
    public TextTable() {}

    /**
     * Aligns everything to the left, numbers too.
     *
     * @return this
     */
    public TextTable ragged() {
        ragged = true;
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells its columns; numbers are aligned to the right
     * @return this
     */
    public TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    /**
     * The lines.
     *
     * @return one for each row, two spaces between columns
     */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(r -> r.length).max().orElse(0);
        int[] width = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                width[c] = Math.max(width[c], length(row[c]));
            }
        }
        return rows.stream().map(row -> line(row, width, ragged)).toList();
    }

    private static String line(String[] row, int[] width, boolean ragged) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.length; c++) {
            String pad = " ".repeat(width[c] - length(row[c]));
            boolean number = !ragged && row[c].matches("[-+]?[0-9][0-9.,eE+-]*( ±.*)?");
            line.append(c == 0 ? "" : "  ").append(number ? pad + row[c] : row[c] + pad);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
