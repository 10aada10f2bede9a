package org.slicedscore.engine.train;

/**
 * A mean over rows.
 *
 * @param mean the mean
 * @param standardError its standard error over rows; NaN for fewer than two rows
 */
public record Estimate(double mean, double standardError) {
    /** Of no rows. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

    /**
     * The mean and standard error of numbers, summed in two passes.
     *
     * @param values the numbers
     * @param count how many of them, from the first
     * @return the estimate; NaN for none
     */
    public static Estimate of(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return new Estimate(mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count));
    }
}
