package org.slicedscore.models.detector;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/**
 * −log p̂(x) = c + ½‖u‖²/h² − log Σᵢ exp((uᵀuᵢ − ½‖uᵢ‖²)/h²), where u is the row in the kernels' coordinates: one product for all
 * rows. Its rounding errors grow with ‖u‖²; so does the score of a row far from all others.
 */
final class KernelFormula implements Detector.Formula {
    private static final int PART = 4096;

    /** Up to so many learned rows are taken at once. */
    private static final int WHOLE = 4 * PART;

    private final double inverse;
    private final double constant;
    private final Map<String, Detector.Array> state;

    /**
     * Takes what was learned.
     *
     * @param bandwidth h
     * @param constant c
     * @param state the arrays
     */
    KernelFormula(double bandwidth, double constant, Map<String, Detector.Array> state) {
        this.inverse = 1 / (bandwidth * bandwidth);
        this.constant = constant;
        this.state = state;
    }

    private static Expr mapped(Expr rows, Map<String, Expr> arrays) {
        return arrays.containsKey(KernelDensity.ROOT)
                ? rows.sub(arrays.get(KernelDensity.MEAN))
                        .matmul(arrays.get(KernelDensity.ROOT).t())
                : rows;
    }

    private Expr exponents(Expr u, Expr learned) {
        return u.mul(inverse).matmul(learned.t()).sub(learned.square().sum(1).mul(0.5 * inverse));
    }

    private Expr scores(Expr u, Expr logSum) {
        return u.square().sum(1).mul(0.5 * inverse).add(constant).sub(logSum);
    }

    /** Of many learned rows part by part, so that the exponents of a part are still in a cache when they are added up. */
    private Expr logSum(Expr u, Expr learned) {
        int n = learned.dim(0);
        if (n <= WHOLE) {
            return exponents(u, learned).logSumExp(1);
        }
        int parts = (n + PART - 1) / PART;
        Expr[] sums = new Expr[parts];
        for (int p = 0; p < parts; p++) {
            Expr some = learned.slice(0, p * PART, Math.min(n, (p + 1) * PART));
            sums[p] = exponents(u, some).logSumExp(1).expand(1);
        }
        return Expr.concat(1, sums).logSumExp(1);
    }

    @Override
    public Expr scores(Expr rows, Map<String, Expr> arrays) {
        Expr u = mapped(rows, arrays);
        return scores(u, logSum(u, arrays.get(KernelDensity.ROWS)));
    }

    /** The score, divided as the squared distances are, each with its share in the density. */
    @Override
    public Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
        Expr u = mapped(rows, arrays);
        Expr exponents = exponents(u, arrays.get(KernelDensity.ROWS));
        Expr kernels = exponents.sub(exponents.max(-1).expand(1)).exp();
        Expr shares = kernels.div(kernels.sum(-1).expand(1));
        Expr squares = arrays.containsKey(KernelDensity.ROOT)
                ? whitenedSquares(rows, u, shares, arrays)
                : squares(rows, shares, arrays);
        Expr total = squares.sum(-1).expand(1);
        Expr some = Expr.constant(0).less(total.maximum(total.negate()));
        Expr even = Expr.filled(1.0 / rows.dim(1), rows.shape());
        Expr parts = squares.div(some.select(total, Expr.constant(1)));
        return Optional.of(scores(u, exponents.logSumExp(1)).expand(1).mul(some.select(parts, even)));
    }

    /** Σᵢ wᵢ (x − xᵢ)² = (x − m)² + Σᵢ wᵢ xᵢ² − m² with the mean m. */
    private static Expr squares(Expr rows, Expr shares, Map<String, Expr> arrays) {
        Expr y = arrays.get(KernelDensity.ROWS);
        Expr m = shares.matmul(y);
        Expr variance = shares.matmul(y.square()).sub(m.square());
        return rows.sub(m).square().add(variance.maximum(Expr.constant(0)));
    }

    /** Σᵢ wᵢ (x − xᵢ) P(x − xᵢ) with P = L⁻ᵀ L⁻¹: both factors have means, and what is left is their covariance. */
    private Expr whitenedSquares(Expr rows, Expr u, Expr shares, Map<String, Expr> arrays) {
        Shape shape = arrays.get(KernelDensity.ROWS).shape();
        int d = shape.dim(1);
        double[] learned = state.get(KernelDensity.ROWS).values();
        double[] original = new double[learned.length];
        double[] pulled = new double[learned.length];
        double[] products = new double[learned.length];
        Whitened whitened = Whitened.of(state.get(KernelDensity.MEAN), state.get(KernelDensity.ROOT));
        double[] row = new double[d];
        double[] image = new double[d];
        for (int at = 0; at < learned.length; at += d) {
            System.arraycopy(learned, at, row, 0, d);
            whitened.back(row, image);
            System.arraycopy(image, 0, original, at, d);
            whitened.transposed(row, image);
            System.arraycopy(image, 0, pulled, at, d);
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = original[i] * pulled[i];
        }
        Expr centred = rows.sub(arrays.get(KernelDensity.MEAN));
        Expr gradient = u.matmul(arrays.get(KernelDensity.ROOT));
        Expr m = shares.matmul(Expr.constant(shape, original));
        Expr p = shares.matmul(Expr.constant(shape, pulled));
        Expr covariance = shares.matmul(Expr.constant(shape, products)).sub(m.mul(p));
        return centred.sub(m).mul(gradient.sub(p)).add(covariance);
    }
}
