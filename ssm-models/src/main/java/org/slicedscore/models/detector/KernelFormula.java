package org.slicedscore.models.detector;

import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/** A kernel density as an expression. */
final class KernelFormula implements Detector.Formula {
    private final Detector.Array learned;
    private final double half;
    private final double constant;
    private final Detector.Array mean;
    private final Detector.Array root;

    /**
     * Takes what was learned.
     *
     * @param learned the rows, whitened if the density is: [N,D]
     * @param bandwidth h
     * @param constant that is added
     * @param mean of the map that whitens, [D]; null for none
     * @param root its matrix, [D,D]; null for none
     */
    KernelFormula(Detector.Array learned, double bandwidth, double constant, Detector.Array mean, Detector.Array root) {
        this.learned = learned;
        this.half = 0.5 / (bandwidth * bandwidth);
        this.constant = constant;
        this.mean = mean;
        this.root = root;
    }

    private Expr mapped(Expr rows) {
        return mean == null
                ? rows
                : rows.sub(Formulas.constant(mean))
                        .matmul(Formulas.constant(root).t());
    }

    private Expr exponents(Expr mapped) {
        return Formulas.squaredDistances(mapped, learned).mul(-half);
    }

    @Override
    public Expr score(Expr rows) {
        return Expr.constant(constant).sub(exponents(mapped(rows)).logSumExp(-1));
    }

    /** The score, divided as the squared distances are, each with its share in the density. */
    @Override
    public Optional<Expr> contributions(Expr rows) {
        Expr exponents = exponents(mapped(rows));
        Expr kernels = exponents.sub(exponents.max(-1).expand(1)).exp();
        Expr shares = kernels.div(kernels.sum(-1).expand(1));
        Expr score = Expr.constant(constant).sub(exponents.logSumExp(-1)).expand(1);
        Expr squares = root == null ? squares(rows, shares) : whitenedSquares(rows, shares);
        Expr total = squares.sum(-1).expand(1);
        Expr none = Expr.constant(0).less(total.maximum(total.negate()));
        Expr even = Expr.filled(1.0 / rows.dim(1), rows.shape());
        Expr parts = squares.div(none.select(total, Expr.constant(1)));
        return Optional.of(score.mul(none.select(parts, even)));
    }

    /** Σᵢ wᵢ (x − xᵢ)² = (x − m)² + Σᵢ wᵢ xᵢ² − m² with the mean m. */
    private Expr squares(Expr rows, Expr shares) {
        Expr y = Formulas.constant(learned);
        Expr m = shares.matmul(y);
        Expr variance = shares.matmul(y.square()).sub(m.square());
        return rows.sub(m).square().add(variance.maximum(Expr.constant(0)));
    }

    /** Σᵢ wᵢ (x − xᵢ) P(x − xᵢ) with P = L⁻ᵀ L⁻¹: both factors have means, and what is left is their covariance. */
    private Expr whitenedSquares(Expr rows, Expr shares) {
        int n = learned.shape().dim(0);
        int d = learned.shape().dim(1);
        double[] original = new double[n * d];
        double[] pulled = new double[n * d];
        double[] products = new double[n * d];
        Whitened whitened = Whitened.of(mean, root);
        double[] u = new double[d];
        double[] back = new double[d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(learned.values(), i * d, u, 0, d);
            whitened.back(u, back);
            System.arraycopy(back, 0, original, i * d, d);
            whitened.transposed(u, back);
            System.arraycopy(back, 0, pulled, i * d, d);
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = original[i] * pulled[i];
        }
        Shape shape = Shape.of(n, d);
        Expr centred = rows.sub(Formulas.constant(mean));
        Expr gradient = mapped(rows).matmul(Formulas.constant(root));
        Expr m = shares.matmul(Expr.constant(shape, original));
        Expr p = shares.matmul(Expr.constant(shape, pulled));
        Expr covariance = shares.matmul(Expr.constant(shape, products)).sub(m.mul(p));
        return centred.sub(m).mul(gradient.sub(p)).add(covariance);
    }
}
