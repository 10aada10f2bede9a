package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the records of a text: empty lines, comments, and the line with which spreadsheets say the delimiter.
 *
 * @param lines how many lines there are
 * @param comments how many of them begin with {@code #}
 * @param last the last comment, without its mark, if it is the last line; else empty
 * @param delimiter what a line such as {@code sep=;} says; null without one
 */
record Preamble(long lines, int comments, String last, Character delimiter) {
    private static final String DELIMITER = "sep=";

    /** Consumes the lines before the first record. */
    static Preamble skip(TextReader text) {
        long lines = 0;
        int comments = 0;
        String last = "";
        Character delimiter = null;
        for (int c = text.peek(); ; c = text.peek()) {
            if (c == '#') {
                last = text.line().substring(1).strip();
                comments++;
            } else if (c == '\n' || c == '\r') {
                text.line();
                last = "";
            } else if (c == 's' && delimiter == null && saysDelimiter(text)) {
                delimiter = text.line().charAt(DELIMITER.length());
                last = "";
            } else {
                return new Preamble(lines, comments, last, delimiter);
            }
            lines++;
        }
    }

    private static boolean saysDelimiter(TextReader text) {
        return text.ahead().lines().findFirst().orElse("").matches(DELIMITER + "[^\"]");
    }

    /** The last comment as a record; empty without one. */
    List<String> fields(char delimiter) {
        if (last.isEmpty()) {
            return List.of();
        }
        List<List<String>> records = TextSample.of(last, true, delimiter).records();
        List<String> fields = new ArrayList<>();
        records.getFirst().forEach(f -> fields.add(f.strip()));
        return fields;
    }
}
