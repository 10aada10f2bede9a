package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * Second derivatives propagated backwards like adjoints, without off-diagonal terms at every node (Becker and LeCun
 * 1989; Kingma and LeCun 2010, "Regularized estimation of image statistics by score matching", section 3): h̄ of an input
 * is (∂φ)²·h̄ + ū·∂²φ. Exact if no two paths meet below a node that mixes them, as with one hidden layer; otherwise
 * biased.
 */
final class DiagonalPropagation {
    private DiagonalPropagation() {}

    /** An approximation of the diagonal of f's Hessian, of x's shape. */
    static Expr diagonal(Expr f, Expr x) {
        List<Expr> order = Graphs.topological(List.of(f));
        Set<Expr> dependents = Graphs.dependents(order, List.of(x));
        Reverse reverse = new Reverse(f, Algebra.ones(f.shape()), List.of(x));
        Map<Expr, Expr> second = new IdentityHashMap<>();
        for (Expr node : order.reversed()) {
            Expr h = second.get(node);
            if (node == x || !dependents.contains(node) || (h == null && reverse.adjoint(node) == null)) {
                continue;
            }
            boolean elementWise = node.primitive() instanceof Primitive.ElementWise;
            Set<Expr> done = Graphs.identitySet();
            for (int i = 0; i < node.inputs().size(); i++) {
                Expr input = node.input(i);
                if (dependents.contains(input) && (!elementWise || done.add(input))) {
                    Expr share = elementWise
                            ? elementWise(node, input, h, reverse.adjoint(node))
                            : h == null ? null : squaredJacobian(node, i, h);
                    if (share != null) {
                        second.merge(input, share, Algebra::add);
                    }
                }
            }
        }
        return Algebra.orZeros(second.get(x), x.shape());
    }

    private static Expr elementWise(Expr node, Expr input, Expr h, Expr adjoint) {
        Expr slope = null;
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.input(i) == input) {
                slope = Algebra.add(slope, Partials.of(node, i));
            }
        }
        Expr through = slope == null ? null : Algebra.mul(h, Algebra.mul(slope, slope));
        return Algebra.add(through, Algebra.mul(adjoint, Partials.second(node, input, input)));
    }

    /** Σ_k (∂node_k/∂input)² h_k: the reverse rule if the Jacobian has only zeros and ones. */
    private static Expr squaredJacobian(Expr node, int i, Expr h) {
        return switch (node.primitive()) {
            case Primitive.MatMul p -> {
                Expr squares = Expr.of(p, node.input(0).square(), node.input(1).square());
                yield ReverseRules.adjoint(squares, i, h);
            }
            case Primitive.Reduce p
            when p.reduction() == Primitive.Reduction.MAX -> {
                Expr share = ReverseRules.adjoint(node, i, Algebra.ones(node.shape()));
                Expr spread = ReverseRules.adjoint(node.input(i).sum(p.axes().toArray()), 0, h);
                yield spread.mul(share.square());
            }
            case Primitive.Cholesky _ -> throw unknown("a Cholesky factor");
            case Primitive.TriangularSolve _ -> throw unknown("a triangular solve");
            case Primitive.Reduce _, Primitive.Movement _ -> ReverseRules.adjoint(node, i, h);
            case Primitive.ElementWise _, Primitive.Leaf _ ->
                throw new IllegalStateException(node + " comes elsewhere");
        };
    }

    private static SsmException unknown(String what) {
        return SsmException.usage(
                "the model takes %s of something that depends on the rows, for which the diagonal approximation has no rule;"
                        + " use %s",
                what, Alternative.OBJECTIVE_FOR_ANY_GRAPH);
    }
}
