package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.data.Numbers;

/** Finds out what separates the fields of a text, from its first lines. */
final class Delimiters {
    private static final char[] CANDIDATES = {',', ';', '\t', '|', ' '};
    private static final int LINES = 50;

    private Delimiters() {}

    /**
     * The delimiter that divides the lines most evenly, the first one like the rest; among equals the one whose fields are
     * most often numbers. Numbers with a decimal comma count as such, so that 7,4;1,2 is divided at the semicolon and the
     * error that follows shows them whole. A comma where nothing divides the lines.
     */
    static char sniff(String head) {
        List<String> lines = lines(head);
        char best = ',';
        double bestScore = 0;
        for (char candidate : CANDIDATES) {
            double score = score(lines, candidate);
            if (score > bestScore + 1e-9) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<String> lines(String head) {
        List<String> lines = new ArrayList<>();
        head.lines().filter(line -> !line.isBlank()).limit(LINES).forEach(lines::add);
        return lines;
    }

    private static double score(List<String> lines, char delimiter) {
        Map<Integer, Integer> widths = new HashMap<>();
        int numbers = 0;
        int fields = 0;
        for (int i = 0; i < lines.size(); i++) {
            List<String> split = split(lines.get(i), delimiter);
            widths.merge(split.size(), 1, Integer::sum);
            // The first line may be a header.
            if (i > 0 || lines.size() == 1) {
                fields += split.size();
                numbers += (int) split.stream()
                        .filter(field -> value(field) || delimiter != ',' && value(field.replace(',', '.')))
                        .count();
            }
        }
        int width = 1;
        int votes = 0;
        for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
            if (entry.getKey() > 1 && entry.getValue() > votes) {
                width = entry.getKey();
                votes = entry.getValue();
            }
        }
        if (width == 1) {
            return 0;
        }
        double even = (double) votes / lines.size();
        if (split(lines.getFirst(), delimiter).size() != width) {
            even /= 2;
        }
        double numeric = fields == 0 ? 0 : (double) numbers / fields;
        return even + 0.5 * numeric;
    }

    private static boolean value(String field) {
        return Numbers.missing(field) || !Double.isNaN(Numbers.parse(field));
    }

    private static List<String> split(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        if (delimiter == ' ') {
            SpaceRows.split(line, fields);
            return fields;
        }
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                fields.add(unquote(line.substring(start, i)));
                start = i + 1;
            }
        }
        fields.add(unquote(line.substring(start)));
        return fields;
    }

    private static String unquote(String field) {
        boolean quotes = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quotes ? field.substring(1, field.length() - 1) : field;
    }
}
