package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Unbiased estimates of the diagonal of a row-wise function's Hessian, by curvature propagation (Martens, Sutskever and
 * Swersky 2012, "Estimating the Hessian by back-propagating curvature").
 *
 * <p>With J_k the Jacobian of a node's inputs and M_k the Hessian of ⟨ū_k, φ_k⟩ in them, ∇²f = Σ J_kᵀ M_k J_k. Factor
 * M_k = A_k B_kᵀ, draw signs r_k for each node, and send S = Σ J_kᵀ A_k r_k and T = Σ J_kᵀ B_k r_k down with two reverse
 * sweeps: E[S Tᵀ] = ∇²f, since the signs of different nodes are independent, and S∘T estimates the diagonal. A_k and B_k
 * may differ, so negative curvature needs no complex numbers.
 */
final class CurvaturePropagation {
    /**
     * Smooths the roots of curvatures where they vanish. The estimate is unbiased for any value; curvatures below
     * about a hundredth are only spread less evenly.
     */
    private static final double SMALL = 1e-4;

    private final Expr x;
    private final int draws;
    private final List<Expr> order;
    private final Reverse reverse;
    private final RowAxes rows;
    private final Set<Expr> dependents;
    private final Map<Expr, Expr> signs = new IdentityHashMap<>();
    private final Map<Expr, Expr> left = new IdentityHashMap<>();
    private final Map<Expr, Expr> right = new IdentityHashMap<>();

    CurvaturePropagation(Expr f, Expr x, int draws) {
        this.x = x;
        this.draws = draws;
        order = Graphs.topological(List.of(f));
        reverse = new Reverse(f, Algebra.ones(f.shape()), List.of(x));
        rows = new RowAxes(order, x);
        dependents = Graphs.dependents(order, List.of(x));
    }

    /** The mean of the estimates, of x's shape. */
    Expr diagonal() {
        for (Expr node : order) {
            if (node != x
                    && dependents.contains(node)
                    && reverse.adjoint(node) != null
                    && !Curvature.isLinear(node.primitive())) {
                List<Expr> inputs = distinctDependents(node);
                if (node.primitive() instanceof Primitive.ElementWise) {
                    elementWise(node, inputs);
                } else {
                    byAdjoints(node, inputs);
                }
            }
        }
        Vmap vmap = new Vmap(draws, signs);
        Expr s = vmap.apply(new Reverse(order, left, List.of(x)).adjoint(x));
        Expr t = vmap.apply(new Reverse(order, right, List.of(x)).adjoint(x));
        return s == null || t == null
                ? Algebra.zeros(x.shape())
                : s.mul(t).sum(0).mul(1.0 / draws);
    }

    private List<Expr> distinctDependents(Expr node) {
        List<Expr> distinct = new ArrayList<>();
        for (Expr input : node.inputs()) {
            if (dependents.contains(input) && distinct.stream().noneMatch(e -> e == input)) {
                distinct.add(input);
            }
        }
        return distinct;
    }

    /** M_k has one entry an element for each pair of inputs: h = (h/d)·d with d near the root of |h|. */
    private void elementWise(Expr node, List<Expr> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j <= i; j++) {
                Expr a = inputs.get(i);
                Expr b = inputs.get(j);
                Expr h = Algebra.mul(reverse.adjoint(node), Partials.second(node, a, b));
                if (h == null) {
                    continue;
                }
                Expr d = h.square().add(SMALL).sqrt().sqrt();
                Expr over = h.div(d);
                couple(a, over, b, d);
                if (a != b) {
                    couple(b, over, a, d);
                }
            }
        }
    }

    private void couple(Expr a, Expr toLeft, Expr b, Expr toRight) {
        Expr r = signs(a);
        left.merge(a, toLeft.mul(r), Algebra::add);
        right.merge(b, toRight.mul(r), Algebra::add);
    }

    /** For other nodes A_k = M_k, the derivative of the reverse rule's contribution to the inputs, and B_k = I. */
    private void byAdjoints(Expr node, List<Expr> inputs) {
        Map<Expr, Expr> seeds = new IdentityHashMap<>();
        inputs.forEach(input -> seeds.put(input, signs(input)));
        List<Expr> tangents = new ArrayList<>();
        node.inputs().forEach(input -> tangents.add(seeds.get(input)));
        Expr tangent = ForwardRules.tangent(node, tangents);
        Set<Expr> constants = Graphs.identitySet();
        constants.add(reverse.adjoint(node));
        constants.addAll(node.inputs());
        constants.removeAll(inputs);
        Map<Expr, Expr> all = new IdentityHashMap<>(seeds);
        if (tangent != null) {
            all.put(node, tangent);
        }
        boolean curved = false;
        for (int i = 0; i < node.inputs().size(); i++) {
            Expr input = node.input(i);
            Expr share = seeds.containsKey(input) ? ReverseRules.adjoint(node, i, reverse.adjoint(node)) : null;
            Expr moved = share == null ? null : new Forward(List.of(share), all, constants).tangent(share);
            if (moved != null) {
                left.merge(input, moved, Algebra::add);
                curved = true;
            }
        }
        if (curved) {
            seeds.forEach((input, r) -> right.merge(input, r, Algebra::add));
        }
    }

    /** Fresh signs of a node's shape, one set for each draw; they depend on the row's number. */
    private Expr signs(Expr node) {
        Shape shape = node.shape();
        Expr one = Autodiff.freeDirection(shape);
        int axis = rows.of(node);
        int b = axis < 0 ? 1 : shape.dim(axis);
        Shape drawn = Shape.of(draws, b, Math.toIntExact(shape.size() / b));
        Expr all = Expr.of(new Primitive.Random(Distribution.RADEMACHER, "propagation." + signs.size(), drawn));
        signs.put(one, axis < 0 ? all.reshape(shape.prepend(draws)) : rowsTo(axis, all, shape));
        return one;
    }

    /** Reshapes [draws, rows, rest] to [draws] + shape, with rows on the given axis. */
    private Expr rowsTo(int axis, Expr all, Shape shape) {
        Shape rowsFirst = shape.drop(axis).prepend(shape.dim(axis)).prepend(draws);
        int[] permutation = new int[shape.rank() + 1];
        for (int i = 0; i < shape.rank(); i++) {
            permutation[i + 1] = i == axis ? 1 : i < axis ? i + 2 : i + 1;
        }
        return all.reshape(rowsFirst).transpose(permutation);
    }
}
