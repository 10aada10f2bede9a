package org.slicedscore.testkit;

import java.util.Arrays;
import java.util.Random;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/**
 * Σ_k w_k N(μ_k, σ_k² I): a density with known moments and exact draws.
 *
 * @param weights w, [K], of sum 1
 * @param means μ, [K,D]
 * @param scales σ, [K]
 */
record KnownDensity(double[] weights, double[][] means, double[] scales) {
    static final KnownDensity NORMAL = new KnownDensity(new double[] {1}, new double[][] {{0}}, new double[] {1});
    static final KnownDensity SHIFTED =
            new KnownDensity(new double[] {1}, new double[][] {{1, -1, 0.5}}, new double[] {1});
    /** Two modes that overlap, of different weights and widths. */
    static final KnownDensity MIXTURE =
            new KnownDensity(new double[] {0.7, 0.3}, new double[][] {{-1, -0.5}, {1, 1}}, new double[] {0.9, 0.6});

    int dim() {
        return means[0].length;
    }

    /** This density with noise N(0, σ²I) added. */
    KnownDensity smoothed(double sigma) {
        return new KnownDensity(
                weights,
                means,
                Arrays.stream(scales).map(s -> Math.hypot(s, sigma)).toArray());
    }

    /** log p up to a constant, [B], of rows [B,D]. */
    Expr logDensity(Expr x) {
        return logDensity(x, Expr.constant(0));
    }

    /**
     * The logarithm of the density with noise added, up to a constant, [B].
     *
     * @param x rows, [B,D]
     * @param noise the variance of the noise, a scalar
     */
    Expr logDensity(Expr x, Expr noise) {
        int components = weights.length;
        double[] flat = new double[components * dim()];
        double[] squares = new double[components];
        double[] logs = new double[components];
        for (int k = 0; k < components; k++) {
            System.arraycopy(means[k], 0, flat, k * dim(), dim());
            squares[k] = scales[k] * scales[k];
            logs[k] = Math.log(weights[k]);
        }
        Expr variances = Expr.constant(Shape.of(components), squares).add(noise);
        return x.expand(1)
                .sub(Expr.constant(Shape.of(components, dim()), flat))
                .square()
                .sum(-1)
                .div(variances.mul(-2))
                .add(Expr.constant(Shape.of(components), logs))
                .sub(variances.log().mul(0.5 * dim()))
                .logSumExp(-1);
    }

    /**
     * Compares means, products, energies and distances of rows with those of the density, within 5 standard errors.
     *
     * @param name of the plug-in, for messages
     * @param rows [N,D]
     * @param how the rows came about
     */
    void assertDrawn(String name, double[] rows, String how) {
        int d = dim();
        int count = rows.length / d;
        String tail = " is not that of the density, within 5 standard errors of " + count + " rows, after " + how;
        for (int i = 0; i < d; i++) {
            assertMean(name, mean(i), Arrays64.column(rows, d, i), "E[x_" + i + "]" + tail);
            for (int j = 0; j <= i; j++) {
                String what = "E[x_" + i + " x_" + j + "]" + tail;
                assertMean(name, secondMoment(i, j), Arrays64.products(rows, d, i, j), what);
            }
        }
        double[] exact = draw(count, 11);
        double[] energies = MarkovChains.logDensities(this, rows);
        double[] expected = MarkovChains.logDensities(this, exact);
        Expect.assertEquals(
                Arrays64.mean(expected),
                Arrays64.mean(energies),
                5 * Math.hypot(Arrays64.standardError(expected), Arrays64.standardError(energies)),
                name + ": the mean of log p" + tail);
        double distance = Arrays64.energyStatistic(rows, exact, d);
        Expect.assertTrue(
                distance < 25,
                () -> name + ": the energy distance to exact draws is " + distance
                        + " times what chance gives, expected less than 25: the distribution" + tail);
    }

    private static void assertMean(String name, double expected, double[] values, String what) {
        Expect.assertEquals(expected, Arrays64.mean(values), 5 * Arrays64.standardError(values), name + ": " + what);
    }

    /** Independent rows, [count, D]. */
    double[] draw(int count, long seed) {
        Random random = new Random(seed);
        double[] rows = new double[count * dim()];
        for (int row = 0; row < count; row++) {
            int k = 0;
            for (double u = random.nextDouble() - weights[0]; u >= 0 && k < weights.length - 1; u -= weights[k]) {
                k++;
            }
            for (int j = 0; j < dim(); j++) {
                rows[row * dim() + j] = means[k][j] + scales[k] * random.nextGaussian();
            }
        }
        return rows;
    }

    double mean(int i) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * means[k][i];
        }
        return sum;
    }

    /** E[x_i x_j]. */
    double secondMoment(int i, int j) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (means[k][i] * means[k][j] + (i == j ? scales[k] * scales[k] : 0));
        }
        return sum;
    }
}
