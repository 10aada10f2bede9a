package org.slicedscore.models.math;

/** Sample mean and variance, each with its standard error. */
record SampleMoments(int count, double mean, double variance, double fourth) {
    SampleMoments(double[] values) {
        this(values, average(values, 0, 1));
    }

    private SampleMoments(double[] values, double mean) {
        this(values.length, mean, average(values, mean, 2), average(values, mean, 4));
    }

    double standardError() {
        return Math.sqrt(variance / count);
    }

    double standardErrorOfVariance() {
        return Math.sqrt(Math.max(0, fourth - variance * variance) / count);
    }

    private static double average(double[] values, double centre, int power) {
        double sum = 0;
        for (double v : values) {
            sum += Math.pow(v - centre, power);
        }
        return sum / values.length;
    }
}
