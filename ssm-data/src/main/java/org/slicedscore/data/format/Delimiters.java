package org.slicedscore.data.format;

import java.util.List;
import org.slicedscore.data.Numbers;

/** Finds out what separates the fields of a text, from its first records. */
final class Delimiters {
    private static final char[] CANDIDATES = {',', ';', '\t', '|', ' '};

    private Delimiters() {}

    /**
     * The beginning of a text, as the delimiter divides it that divides the records most evenly, the first one like the
     * rest; among equals the one whose fields are most often numbers. A comma where nothing divides the records.
     *
     * @param text the beginning
     * @param whole whether it is all of the text
     */
    static TextSample sniff(String text, boolean whole) {
        TextSample best = null;
        double bestScore = 0;
        for (char candidate : CANDIDATES) {
            TextSample sample = TextSample.of(text, whole, candidate);
            double score = score(sample);
            if (best == null || score > bestScore + 1e-9) {
                best = sample;
                bestScore = score;
            }
        }
        return best;
    }

    private static double score(TextSample sample) {
        List<List<String>> records = sample.records();
        int width = TextSample.width(records.stream().filter(r -> r.size() > 1).toList());
        if (width <= 1) {
            return 0;
        }
        double even = (double) records.stream().filter(r -> r.size() == width).count() / records.size();
        if (records.getFirst().size() != width || sample.broken()) {
            even /= 2;
        }
        // the first record may be a header
        List<List<String>> rows = records.size() == 1 ? records : sample.rest();
        long fields = rows.stream().mapToLong(List::size).sum();
        long numbers =
                rows.stream().flatMap(List::stream).filter(Delimiters::value).count();
        return even + 0.5 * numbers / fields;
    }

    /** Whether a field is missing or a number, as people write them: with a decimal comma, or separators between thousands. */
    private static boolean value(String field) {
        return Numbers.missing(field)
                || !Double.isNaN(DecimalSign.POINT.parse(field))
                || !Double.isNaN(DecimalSign.COMMA.parse(field))
                || DecimalSign.COMMA.isGrouped(field)
                || DecimalSign.POINT.isGrouped(field);
    }

    /** What messages call a delimiter. */
    static String name(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "tab";
            case ' ' -> "space";
            default -> "'" + delimiter + "'";
        };
    }
}
