package org.slicedscore.core.score;

import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Passes;

/**
 * The coefficients of an exponential family in closed form. With the loss of n rows ½αᵀGα + bᵀα and the ridge λ, the
 * minimum is at α = −(G + λI)⁻¹b (Wenliang et al. 2019, ICML, proposition 3; Song et al. 2019, UAI, appendix).
 *
 * @param gram nG, [L,L]
 * @param moment nb, [L]
 */
public record CoefficientFit(Expr gram, Expr moment) {
    /**
     * The sums over a batch of rows.
     *
     * @param loss of each row
     * @param weights of each row, [B]; null for 1
     */
    public static CoefficientFit of(QuadraticLoss loss, Expr weights) {
        Expr design = loss.design();
        int squares = design.dim(0);
        int rows = design.dim(1);
        int l = design.dim(2);
        Shape expected = Shape.of(squares, rows);
        if (!loss.target().shape().equals(expected)) {
            throw new IllegalStateException("a quadratic of design " + design.shape() + " has a target of "
                    + loss.target().shape());
        }
        Expr flat = design.reshape(squares * rows, l);
        Expr weighted = weights == null ? design : design.mul(weights.expand(-1));
        Expr left = weighted.reshape(squares * rows, l).t();
        Expr gram = overPasses(left.matmul(flat));
        Expr moment =
                overPasses(left.matmul(loss.target().reshape(squares * rows, 1)).reshape(l));
        if (loss.linear() != null) {
            Expr linear = weights == null ? loss.linear() : loss.linear().mul(weights.expand(-1));
            moment = moment.add(linear.sum(0));
        }
        return new CoefficientFit(gram, moment);
    }

    private static Expr overPasses(Expr sum) {
        int passes = new Passes().of(sum);
        return passes == 0 ? sum : Expr.of(new Primitive.LoopSum(passes), sum);
    }

    /**
     * The best coefficients.
     *
     * @param rows n, a number or an expression
     * @param ridge λ
     * @return α, [L]
     */
    public Expr coefficients(Expr rows, Expr ridge) {
        int l = moment.dim(0);
        double[] diagonal = new double[l * l];
        for (int i = 0; i < l; i++) {
            diagonal[i * l + i] = 1;
        }
        Expr identity = Expr.constant(Shape.of(l, l), diagonal);
        Expr factor = gram.div(rows).add(identity.mul(ridge)).cholesky();
        Expr right = moment.div(rows).negate().reshape(l, 1);
        return factor.solveTriangularTransposed(factor.solveTriangular(right)).reshape(l);
    }

    /**
     * The mean loss at coefficients, up to a constant.
     *
     * @param alpha [L]
     * @param rows n
     */
    public Expr loss(Expr alpha, Expr rows) {
        int l = moment.dim(0);
        Expr product = gram.matmul(alpha.reshape(l, 1)).reshape(l);
        return product.mul(0.5).add(moment).mul(alpha).sum().div(rows);
    }
}
