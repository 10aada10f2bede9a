package org.slicedscore.engine.flow;

import java.util.stream.IntStream;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.random.RandomStream;

/**
 * A mixture of Gaussians with one orthogonal matrix of axes: smoothed by N(0, σ²I) it is one of the same kind, so that its
 * density and score are known at every level.
 *
 * @param weights [K], adding up to 1
 * @param means [K,D]
 * @param variances along the axes, [K,D]
 * @param axes the axes as rows, [D,D]
 */
record SmoothedMixture(double[] weights, double[][] means, double[][] variances, double[][] axes) {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    /** A Gaussian with axes of its own. */
    static SmoothedMixture gaussian(double[] mean, double[] variances, long seed) {
        return new SmoothedMixture(
                new double[] {1}, new double[][] {mean}, new double[][] {variances}, rotation(mean.length, seed));
    }

    /** A product of reflections. */
    static double[][] rotation(int dim, long seed) {
        RandomStream random = new RandomStream(seed, "rotation");
        double[][] axes = new double[dim][dim];
        for (int i = 0; i < dim; i++) {
            axes[i][i] = 1;
        }
        for (int round = 0; round < 3; round++) {
            double[] v = new double[dim];
            double square = 0;
            for (int i = 0; i < dim; i++) {
                v[i] = random.normal();
                square += v[i] * v[i];
            }
            for (double[] axis : axes) {
                double along = dot(axis, v);
                for (int j = 0; j < dim; j++) {
                    axis[j] -= 2 * along * v[j] / square;
                }
            }
        }
        return axes;
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
    }

    int dim() {
        return axes.length;
    }

    /** Draws at a level, [n,D]. */
    double[] draw(int n, double sigma, long seed) {
        RandomStream random = new RandomStream(seed, "draw");
        int d = dim();
        double[] rows = new double[n * d];
        for (int i = 0; i < n; i++) {
            int k = component(random.uniform());
            for (int j = 0; j < d; j++) {
                rows[i * d + j] += means[k][j];
                double z = random.normal() * Math.sqrt(variances[k][j] + sigma * sigma);
                for (int l = 0; l < d; l++) {
                    rows[i * d + l] += z * axes[j][l];
                }
            }
        }
        return rows;
    }

    private int component(double u) {
        int k = 0;
        for (double rest = u; k < weights.length - 1 && rest >= weights[k]; k++) {
            rest -= weights[k];
        }
        return k;
    }

    /** log p_σ of a row, in double. */
    double logDensity(double[] rows, int row, double sigma) {
        int d = dim();
        double[] logs = new double[weights.length];
        for (int k = 0; k < logs.length; k++) {
            double[] centred = new double[d];
            for (int j = 0; j < d; j++) {
                centred[j] = rows[row * d + j] - means[k][j];
            }
            double sum = Math.log(weights[k]) - 0.5 * d * LOG_2_PI;
            for (int j = 0; j < d; j++) {
                double variance = variances[k][j] + sigma * sigma;
                double along = dot(centred, axes[j]);
                sum -= 0.5 * (along * along / variance + Math.log(variance));
            }
            logs[k] = sum;
        }
        double most =
                IntStream.range(0, logs.length).mapToDouble(k -> logs[k]).max().orElseThrow();
        return most
                + Math.log(IntStream.range(0, logs.length)
                        .mapToDouble(k -> Math.exp(logs[k] - most))
                        .sum());
    }

    /** Its first two moments. */
    EndGaussian moments() {
        int d = dim();
        double[] mean = new double[d];
        double[][] covariance = new double[d][];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < weights.length; k++) {
                mean[i] += weights[k] * means[k][i];
            }
        }
        for (int i = 0; i < d; i++) {
            covariance[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < weights.length; k++) {
                    covariance[i][j] += weights[k] * (means[k][i] - mean[i]) * (means[k][j] - mean[j]);
                    for (int l = 0; l < d; l++) {
                        covariance[i][j] += weights[k] * variances[k][l] * axes[l][i] * axes[l][j];
                    }
                }
            }
        }
        return new EndGaussian(mean, covariance);
    }

    /** Its score, for the compiled path. */
    FlowField.Formula formula() {
        return formula(null);
    }

    /** Its score when it is moved by something for each row, [B,D], or by nothing. */
    FlowField.Formula formula(Expr move) {
        return (x, levels, directions) -> new ScoreGraph(
                new ModelGraph(new Formula(this, levels, move), Options.NONE),
                x,
                directions,
                Noise.RANDOM,
                Options.NONE);
    }

    /** log p_σ as a formula. */
    private record Formula(SmoothedMixture mixture, Expr levels, Expr move) implements LogDensityModel {
        @Override
        public String id() {
            return "smoothed";
        }

        @Override
        public String description() {
            return "a mixture of Gaussians at any level";
        }

        @Override
        public Expr logDensity(Expr rows, ModelScope scope) {
            Expr x = move == null ? rows : rows.sub(move);
            int d = mixture.dim();
            int b = x.dim(0);
            double[] flat = new double[d * d];
            for (int i = 0; i < d * d; i++) {
                flat[i] = mixture.axes[i % d][i / d];
            }
            Expr turned = Expr.constant(Shape.of(d, d), flat);
            Expr[] parts = new Expr[mixture.weights.length];
            for (int k = 0; k < parts.length; k++) {
                Expr variance = levels.square().expand(1).add(Expr.constant(Shape.of(1, d), mixture.variances[k]));
                Expr along =
                        x.sub(Expr.constant(Shape.of(1, d), mixture.means[k])).matmul(turned);
                Expr log =
                        along.square().div(variance).add(variance.log()).sum(-1).mul(-0.5);
                parts[k] = log.add(Math.log(mixture.weights[k]) - 0.5 * d * LOG_2_PI)
                        .reshape(b, 1);
            }
            return parts.length == 1
                    ? parts[0].reshape(b)
                    : Expr.concat(1, parts).logSumExp(1);
        }
    }
}
