package org.slicedscore.testkit;

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

    /** log p up to a constant, [B], of rows [B,D]. */
    Expr logDensity(Expr x) {
        int components = weights.length;
        double[] flat = new double[components * dim()];
        double[] precisions = new double[components];
        double[] logs = new double[components];
        for (int k = 0; k < components; k++) {
            System.arraycopy(means[k], 0, flat, k * dim(), dim());
            precisions[k] = -0.5 / (scales[k] * scales[k]);
            logs[k] = Math.log(weights[k]) - dim() * Math.log(scales[k]);
        }
        return x.expand(1)
                .sub(Expr.constant(Shape.of(components, dim()), flat))
                .square()
                .sum(-1)
                .mul(Expr.constant(Shape.of(components), precisions))
                .add(Expr.constant(Shape.of(components), logs))
                .logSumExp(-1);
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
