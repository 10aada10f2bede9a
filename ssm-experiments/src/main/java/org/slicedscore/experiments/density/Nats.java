package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.Locale;

/** Numbers of several divisions, and numbers as text. */
final class Nats {
    static final String NONE = "–";

    private Nats() {}

    /** The standard error of a mean; 0 for a single value, which has none. */
    static double standardError(double[] values) {
        double mean = Learned.mean(values);
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? 0 : Math.sqrt(square / (values.length - 1) / values.length);
    }

    static double[] minus(double[] a, double[] b) {
        double[] difference = new double[Math.min(a.length, b.length)];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** Mean and standard error; the mean alone of a single value. */
    static String plusMinus(double[] values) {
        double mean = Learned.mean(values);
        if (Double.isNaN(mean)) {
            return NONE;
        }
        return values.length < 2 ? fixed(mean, 3) : fixed(mean, 3) + " ± " + fixed(standardError(values), 3);
    }

    static String fixed(double value, int decimals) {
        return Double.isNaN(value)
                ? NONE
                : Double.isInfinite(value)
                        ? value < 0 ? "−∞" : "∞"
                        : String.format(Locale.ROOT, "%." + decimals + "f", value)
                                .replace('-', '−');
    }
}
