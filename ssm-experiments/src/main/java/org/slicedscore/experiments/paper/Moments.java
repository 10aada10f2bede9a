package org.slicedscore.experiments.paper;

/** Sample moments, summed in two passes. */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** The unbiased variance. */
    static double variance(double[] values) {
        return central(values, 2) * values.length / (values.length - 1);
    }

    static double deviation(double[] values) {
        return Math.sqrt(variance(values));
    }

    /** The standard error of the mean; NaN for fewer than two values. */
    static double standardError(double[] values) {
        return values.length < 2 ? Double.NaN : Math.sqrt(variance(values) / values.length);
    }

    /** The standard error of the variance, from the fourth moment. */
    static double standardErrorOfVariance(double[] values) {
        double s2 = central(values, 2);
        return Math.sqrt(Math.max(0, central(values, 4) - s2 * s2) / values.length);
    }

    private static double central(double[] values, int order) {
        double mean = mean(values);
        double sum = 0;
        for (double v : values) {
            sum += Math.pow(v - mean, order);
        }
        return sum / values.length;
    }
}
