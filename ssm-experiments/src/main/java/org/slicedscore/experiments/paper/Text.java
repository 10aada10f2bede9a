package org.slicedscore.experiments.paper;

import java.util.Locale;

/** Numbers as text for tables. */
public final class Text {
    /** Stands for a missing number. */
    public static final String NONE = "–";

    private Text() {}

    /** A number with the given number of significant digits. */
    public static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        if (exponent < -4 || exponent > 6) {
            return minus(String.format(Locale.ROOT, "%." + (digits - 1) + "e", value));
        }
        return fixed(value, Math.max(0, digits - 1 - exponent));
    }

    /** A number with the given number of decimals. */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%." + decimals + "f", value)) : NONE;
    }

    /** A value and its error, the error with two digits and the value with as many decimals. */
    public static String plusMinus(double value, double error) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (!(error > 0) || !Double.isFinite(error)) {
            return digits(value, 4);
        }
        int decimals = Math.clamp(1 - (int) Math.floor(Math.log10(error)), 0, 9);
        return fixed(value, decimals) + " ± " + fixed(error, decimals);
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
