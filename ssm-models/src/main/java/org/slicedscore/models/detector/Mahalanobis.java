package org.slicedscore.models.detector;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * The squared Mahalanobis distance (x − μ)ᵀ Σ⁻¹ (x − μ) with a shrunk covariance. The part of column j is (x − μ)ⱼ (Σ⁻¹(x − μ))ⱼ,
 * and what would have been normal is the mean of the suspect columns given the others, as in a Gaussian.
 */
public final class Mahalanobis implements Detector {
    private static final String MEAN = "mean";
    private static final String ROOT = "inverse_root";
    private static final String SHRINKAGE = "shrinkage";

    @Override
    public String id() {
        return "mahalanobis";
    }

    @Override
    public String description() {
        return "Squared Mahalanobis distance with a shrunk covariance";
    }

    @Override
    public String source() {
        return "Mahalanobis 1936; Ledoit & Wolf 2004, J. Multivariate Analysis 88, section 3.3";
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        ShrunkCovariance covariance = ShrunkCovariance.of(rows);
        int d = rows.dim();
        Map<String, Array> state = new LinkedHashMap<>();
        state.put(MEAN, new Array(Shape.of(d), covariance.mean()));
        state.put(ROOT, new Array(Shape.of(d, d), covariance.inverseRoot()));
        state.put(SHRINKAGE, Array.of(covariance.shrinkage()));
        return state;
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        return new Quadratic(state.get(MEAN), state.get(ROOT));
    }

    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        return Optional.of(new Formula() {
            private Expr whitened(Expr rows, Map<String, Expr> arrays) {
                return rows.sub(arrays.get(MEAN)).matmul(arrays.get(ROOT).t());
            }

            @Override
            public Expr scores(Expr rows, Map<String, Expr> arrays) {
                return whitened(rows, arrays).square().sum(-1);
            }

            @Override
            public Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
                Expr gradient = whitened(rows, arrays).matmul(arrays.get(ROOT));
                return Optional.of(gradient.mul(rows.sub(arrays.get(MEAN))));
            }

            /** The scorer is as fast. */
            @Override
            public boolean compiled() {
                return false;
            }
        });
    }

    /**
     * To first order in 1/n: without row x, the covariance loses about (1 − ρ) z zᵀ / n with z = x − μ, so by Sherman and
     * Morrison q becomes q / (1 − (1 − ρ) q / n), and z grows by n / (n − 1).
     */
    @Override
    public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        Quadratic quadratic = new Quadratic(state.get(MEAN), state.get(ROOT));
        double n = rows.rows();
        double c = (1 - state.get(SHRINKAGE).values()[0]) / n;
        float[] row = new float[rows.dim()];
        double[] scores = new double[which.length];
        for (int i = 0; i < which.length; i++) {
            rows.copy(which[i], row, 0);
            double q = quadratic.score(row, 0);
            scores[i] = Math.pow(n / (n - 1), 2) * q / Math.max(1 - c * q, 1 / n);
        }
        return Optional.of(scores);
    }

    private static final class Quadratic implements Scorer, Reasons {
        private final double[] mean;
        private final double[] root;
        private final Whitened whitened;

        Quadratic(Array mean, Array root) {
            this.mean = mean.values();
            this.root = root.values();
            this.whitened = Whitened.of(mean, root);
        }

        /** One element of L⁻¹(x − μ). */
        private double whitened(float[] rows, int from, int k) {
            double sum = 0;
            int at = k * mean.length;
            for (int j = 0; j <= k; j++) {
                sum += root[at + j] * (rows[from + j] - mean[j]);
            }
            return sum;
        }

        @Override
        public double score(float[] rows, int from) {
            double squares = 0;
            for (int k = 0; k < mean.length; k++) {
                double u = whitened(rows, from, k);
                squares += u * u;
            }
            return squares;
        }

        @Override
        public Optional<Reasons> reasons() {
            return Optional.of(this);
        }

        /** Σ⁻¹(x − μ) = L⁻ᵀ L⁻¹ (x − μ). */
        private void gradient(float[] rows, int from, double[] out) {
            int d = mean.length;
            Arrays.fill(out, 0, d, 0);
            for (int k = 0; k < d; k++) {
                double u = whitened(rows, from, k);
                for (int j = 0; j <= k; j++) {
                    out[j] += root[k * d + j] * u;
                }
            }
        }

        @Override
        public void contributions(float[] rows, int from, double[] out) {
            gradient(rows, from, out);
            for (int j = 0; j < mean.length; j++) {
                out[j] *= rows[from + j] - mean[j];
            }
        }

        @Override
        public void expected(float[] rows, int from, boolean[] suspect, double[] out) {
            whitened.conditional(rows, from, suspect, out);
        }
    }
}
