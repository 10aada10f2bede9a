package org.slicedscore.parquet;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers in columns of text, which are numbers as they would be in a file of text. */
final class TextNumbers {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private TextNumbers() {}

    /**
     * The value of a decimal number.
     *
     * @param text the number, with or without spaces around it
     * @return its value, rounded to nearest; ±infinity for words like inf and for overflow, NaN for anything else
     */
    static double parse(String text) {
        String word = text.trim();
        if (word.isEmpty() || word.charAt(0) > '9' && Character.toLowerCase(word.charAt(0)) != 'i') {
            return Double.NaN;
        }
        return DECIMAL.matcher(word).matches() ? Double.parseDouble(word) : infinity(word);
    }

    private static double infinity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }
}
