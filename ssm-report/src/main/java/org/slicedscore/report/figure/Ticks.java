package org.slicedscore.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Places and labels of an axis.
 *
 * @param values ascending
 * @param labels one each; empty for a tick without
 */
record Ticks(double[] values, List<String> labels) {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Statistics from this on, and below its inverse, are written with a power of ten. */
    private static final double LARGE = 1e6;

    private static final double SMALL = 1e-4;

    /**
     * Round numbers, a step of 1, 2 or 5 times a power of ten apart.
     *
     * @param low the lower end
     * @param high the upper end, above it
     * @param most how many there is room for, at least 2
     */
    static Ticks linear(double low, double high, int most) {
        double rough = (high - low) / Math.max(1, most - 1);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power
                * Arrays.stream(new double[] {1, 2, 5, 10})
                        .filter(s -> s * power >= rough * (1 - 1e-9))
                        .findFirst()
                        .orElse(10);
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        double[] values = new double[Math.clamp(last - first + 1, 0, 100)];
        Arrays.setAll(values, i -> (first + i) * step);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        boolean powers = largest >= LARGE || largest < SMALL;
        return new Ticks(
                values,
                Arrays.stream(values)
                        .mapToObj(v -> powers ? scientific(v, step) : fixed(v, decimals))
                        .toList());
    }

    /**
     * Powers of ten, and 2 and 5 times those where they would be few.
     *
     * @param low the lower end, positive
     * @param high the upper end, above it
     * @param most how many labels there is room for, at least 2
     */
    static Ticks logarithmic(double low, double high, int most) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = (int) Math.ceil(Math.log10(high) - 1e-9);
        List<Double> values = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        int every = Math.max(1, (int) Math.ceil((last - first + 1.0) / Math.max(1, most)));
        boolean between = last - first <= 2;
        for (int k = first; k <= last; k++) {
            for (int factor : between ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = factor * Math.pow(10, k);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    values.add(value);
                    labels.add((k - first) % every == 0 ? power(factor, k) : "");
                }
            }
        }
        return new Ticks(values.stream().mapToDouble(v -> v).toArray(), labels);
    }

    /** A tick for each name, at 1, 2, …. */
    static Ticks categories(List<String> names) {
        return new Ticks(IntStream.rangeClosed(1, names.size()).asDoubleStream().toArray(), names);
    }

    /** The length of the longest label. */
    double longest(double size) {
        return labels.stream()
                .mapToDouble(l -> Lengths.of(l, size, false))
                .max()
                .orElse(0);
    }

    private static String fixed(double value, int decimals) {
        double unit = Math.pow(10, -decimals);
        double shown = Math.abs(value) < 0.5 * unit ? 0 : value;
        return String.format(Locale.ROOT, "%,." + decimals + "f", shown)
                .replace(",", "\u2009")
                .replace("-", "\u2212");
    }

    private static String scientific(double value, double step) {
        if (Math.abs(value) < 0.5 * step) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        int decimals = Math.clamp((long) Math.ceil(exponent - Math.log10(step) - 1e-9), 0, 9);
        return fixed(value / Math.pow(10, exponent), decimals) + "×10" + superscript(exponent);
    }

    private static String power(int factor, int exponent) {
        if (exponent >= -3 && exponent <= 4) {
            return fixed(factor * Math.pow(10, exponent), Math.max(0, -exponent));
        }
        return (factor == 1 ? "" : factor + "×") + "10" + superscript(exponent);
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder();
        for (char c : Integer.toString(exponent).toCharArray()) {
            text.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }
}
