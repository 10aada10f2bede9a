package org.slicedscore.data.prep;

/**
 * An input that follows from others: a total of parts, a sum in another unit. In all training rows it was a linear function of them, up
 * to rounding. It has no density of its own, so what matters in a new row is whether it still follows.
 *
 * @param input its index among the inputs
 * @param coefficients one for each input, 0 for those that it does not follow from, and the intercept at the end: [I + 1]
 * @param room the largest difference between its value and what follows that counts as rounding
 */
public record Consequence(int input, double[] coefficients, double room) {
    /** New rows may be rounded otherwise than those that were learned from. */
    private static final double ROUNDING = 2;

    /** With the largest difference that training rows can have. */
    static Consequence of(int input, double[] coefficients, double limit) {
        return new Consequence(input, coefficients, ROUNDING * limit);
    }

    /**
     * What the input should be.
     *
     * @param rows holds a row of I inputs
     * @param from index of its first cell
     * @return NaN if a cell that it follows from is missing
     */
    double expected(double[] rows, int from) {
        double sum = coefficients[coefficients.length - 1];
        for (int k = 0; k < coefficients.length - 1; k++) {
            // a missing cell beside a coefficient of 0 says nothing
            sum += coefficients[k] == 0 ? 0 : coefficients[k] * rows[from + k];
        }
        return sum;
    }

    /**
     * Whether the input does not follow in a row.
     *
     * @param rows holds a row of I inputs, NaN for missing cells
     * @param from index of its first cell
     * @return false if it, or a cell that it follows from, is missing
     */
    public boolean isBroken(double[] rows, int from) {
        return Math.abs(rows[from + input] - expected(rows, from)) > room;
    }
}
