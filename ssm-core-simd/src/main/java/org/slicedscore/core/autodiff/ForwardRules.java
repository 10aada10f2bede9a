package org.slicedscore.core.autodiff;

import static org.slicedscore.core.autodiff.Algebra.add;
import static org.slicedscore.core.autodiff.Algebra.lower;
import static org.slicedscore.core.autodiff.Algebra.mul;
import static org.slicedscore.core.autodiff.Algebra.orZeros;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** The tangent of each primitive from the tangents of its inputs, for one direction. Null stands for a zero tangent. */
final class ForwardRules {
    private ForwardRules() {}

    static Expr tangent(Expr node, List<Expr> tangents) {
        Expr t = tangents.isEmpty() ? null : tangents.get(0);
        return switch (node.primitive()) {
            case Primitive.ElementWise _ -> elementWise(node, tangents);
            case Primitive.Concat _ -> concat(node, tangents);
            case Primitive.Movement _ -> linear(node, t);
            case Primitive.Reduce p ->
                t == null
                        ? null
                        : p.reduction() == Primitive.Reduction.SUM
                                ? linear(node, t)
                                : mul(ReverseRules.shareOfMaximum(node), t)
                                        .sum(p.axes().toArray());
            case Primitive.MatMul p ->
                add(
                        t == null ? null : Expr.of(p, t, node.input(1)),
                        tangents.get(1) == null ? null : Expr.of(p, node.input(0), tangents.get(1)));
            case Primitive.Cholesky _ -> t == null ? null : cholesky(node, t);
            case Primitive.TriangularSolve p -> solve(node, p, t, tangents.get(1));
            case Primitive.Leaf _ -> null;
        };
    }

    private static Expr elementWise(Expr node, List<Expr> tangents) {
        Expr sum = null;
        for (int i = 0; i < tangents.size(); i++) {
            if (tangents.get(i) != null) {
                sum = add(sum, mul(Partials.of(node, i), tangents.get(i)));
            }
        }
        return sum;
    }

    private static Expr linear(Expr node, Expr tangent) {
        return tangent == null ? null : Expr.of(node.primitive(), tangent);
    }

    private static Expr concat(Expr node, List<Expr> tangents) {
        if (tangents.stream().allMatch(t -> t == null)) {
            return null;
        }
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < tangents.size(); i++) {
            parts.add(orZeros(tangents.get(i), node.input(i).shape()));
        }
        return Expr.of(node.primitive(), parts);
    }

    /** L̇ = L Φ(L⁻¹ Ȧ L⁻ᵀ), using only the lower half of Ȧ. */
    private static Expr cholesky(Expr l, Expr tangent) {
        Expr strict = lower(tangent, 0);
        Expr symmetric = lower(tangent, 1).add(strict.t());
        Expr inner = l.solveTriangular(l.solveTriangular(symmetric).t());
        return l.matmul(lower(inner, 0.5));
    }

    /** op(L) Ẋ = Ḃ − op(L̇) X. */
    private static Expr solve(Expr x, Primitive.TriangularSolve p, Expr tangentL, Expr tangentB) {
        Expr right = tangentB;
        if (tangentL != null) {
            Expr dl = lower(tangentL, 1);
            Expr product = (p.transposed() ? dl.t() : dl).matmul(x);
            right = tangentB == null ? product.negate() : tangentB.sub(product);
        }
        return right == null ? null : Expr.of(p, x.input(0), right);
    }
}
