package org.slicedscore.data;

import java.util.Locale;
import java.util.Set;

/** Parses numbers in data files, more strictly than Java's own parser. */
public final class Numbers {
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "nan", "-nan", "null", "none", "?", "<na>", "#n/a", ".", "-", "\\n");

    /** The words of {@link #missing}, for messages. */
    public static final String MISSING_WORDS = "an empty cell, NA, N/A, NaN, null, None, ?, <NA>, #N/A, ., -, \\N";

    private static final double[] POWERS = new double[23];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Numbers() {}

    /**
     * Whether a cell stands for a missing value.
     *
     * @param text the cell
     * @return true for {@link #MISSING_WORDS}, in any case
     */
    public static boolean missing(String text) {
        return text.length() <= 8 && MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The value of a decimal number.
     *
     * @param text the number, with or without spaces around it
     * @return its value; ±infinity for words like inf and for overflow, NaN for anything else
     */
    public static double parse(String text) {
        return parse(text, '.');
    }

    /**
     * The value of a decimal number.
     *
     * @param text the number, with or without spaces around it
     * @param sign the decimal separator, a point or a comma
     * @return as {@link #parse(String)}; NaN if the other one is used
     */
    public static double parse(String text, char sign) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return from == to ? Double.NaN : decimal(text, from, to, sign);
    }

    /**
     * Up to 15 digits and a power of ten up to 22 are both exact doubles, so that one multiplication or division rounds
     * correctly (Clinger, 1990). Java parses the rest.
     */
    private static double decimal(String text, int from, int to, char sign) {
        char first = text.charAt(from);
        boolean negative = first == '-';
        int at = negative || first == '+' ? from + 1 : from;
        long digits = 0;
        int count = 0;
        int scale = 0;
        boolean point = false;
        int read = 0;
        for (; at < to; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                read++;
                if (digits != 0 || c != '0') {
                    count++;
                }
                if (count > 15) {
                    return slow(text, from, to, sign);
                }
                digits = 10 * digits + (c - '0');
                scale -= point ? 1 : 0;
            } else if (c == sign && !point) {
                point = true;
            } else {
                return slow(text, from, to, sign);
            }
        }
        if (read == 0) {
            return Double.NaN;
        }
        if (scale < -22) {
            return slow(text, from, to, sign);
        }
        double value = digits / POWERS[-scale];
        return negative ? -value : value;
    }

    private static double slow(String text, int from, int to, char sign) {
        String word = text.substring(from, to);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean number = c >= '0' && c <= '9' || c == sign || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!number) {
                return infinity(word);
            }
        }
        try {
            return Double.parseDouble(word.replace(sign, '.'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double infinity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }
}
