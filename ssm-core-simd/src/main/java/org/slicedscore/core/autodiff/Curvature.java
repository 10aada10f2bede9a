package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * First and second derivatives of a row-wise function f along M directions at the cost of one forward pass, M tangents
 * and one adjoint pass.
 *
 * <p>With u̇ the tangents and ū the adjoints of the nodes u = φ(inputs), vᵀ∇²f v = Σ ⟨ū, D²φ[u̇,u̇]⟩: the second
 * derivative of f along v obeys a recursion that is linear, with the D²φ as sources, and its adjoint is the ordinary
 * reverse pass. Only non-linear nodes contribute. This is collapsed second-order Taylor mode (arXiv 2505.13644) read
 * backwards.
 */
public final class Curvature {
    private final Expr f;
    private final Expr x;
    private final Expr directions;
    private final Forward forward;
    private final Vmap vmap;
    private final Reverse reverse;
    private final RowAxes rows;
    private final List<Expr> order;

    /**
     * Prepares the derivatives, which are computed on demand.
     *
     * @param f a function of the rows, [B], each element depending on its own row only
     * @param x the rows, [B, ...]
     * @param directions [M, B, ...]
     */
    public Curvature(Expr f, Expr x, Expr directions) {
        if (!f.shape().equals(Shape.of(x.dim(0)))
                || !directions.shape().equals(x.shape().prepend(directions.dim(0)))) {
            throw new IllegalArgumentException(
                    "curvature of " + f.shape() + " in " + x.shape() + " along " + directions.shape());
        }
        this.f = f;
        this.x = x;
        this.directions = directions;
        Expr direction = Autodiff.freeDirection(x.shape());
        order = Graphs.topological(List.of(f));
        forward = new Forward(List.of(f), Map.of(x, direction), Set.of());
        vmap = new Vmap(directions.dim(0), Map.of(direction, directions));
        reverse = new Reverse(f, Algebra.ones(f.shape()), List.of(x));
        rows = new RowAxes(order, x);
    }

    /** The gradient of each row: ∇f, of x's shape. */
    public Expr gradient() {
        return Algebra.orZeros(reverse.adjoint(x), x.shape());
    }

    /** The derivative along each direction: vᵀ∇f, [M,B]. */
    public Expr slope() {
        Expr tangent = vmap.apply(forward.tangent(f));
        return Algebra.orZeros(tangent, Shape.of(directions.dim(0), x.dim(0)));
    }

    /** The second derivative along the directions, summed over them: Σ vᵀ∇²f v, [B]. */
    public Expr sum() {
        Expr total = null;
        for (Expr node : order) {
            Expr source = source(node);
            if (source != null) {
                int axis = rows.of(node);
                if (axis < 0) {
                    return byHessianProducts().sum(0);
                }
                // sum over directions before the inner product: M tangents, one adjoint
                Expr product = reverse.adjoint(node).mul(source.sum(0));
                total = Algebra.add(total, sumAllBut(product, Set.of(axis)));
            }
        }
        return Algebra.orZeros(total, f.shape());
    }

    /** The second derivative along each direction: vᵀ∇²f v, [M,B]. */
    public Expr each() {
        Expr total = null;
        for (Expr node : order) {
            Expr source = source(node);
            if (source != null) {
                int axis = rows.of(node);
                if (axis < 0) {
                    return byHessianProducts();
                }
                total = Algebra.add(total, sumAllBut(source.mul(reverse.adjoint(node)), Set.of(0, axis + 1)));
            }
        }
        return Algebra.orZeros(total, Shape.of(directions.dim(0), x.dim(0)));
    }

    /** D²φ[u̇,u̇] of one node, [M] + its shape; null if the node is linear or irrelevant. */
    private Expr source(Expr node) {
        if (isLinear(node.primitive()) || forward.tangent(node) == null || reverse.adjoint(node) == null) {
            return null;
        }
        Map<Expr, Expr> seeds = new java.util.IdentityHashMap<>();
        Set<Expr> constants = Graphs.identitySet();
        for (Expr input : node.inputs()) {
            Expr tangent = forward.tangent(input);
            if (tangent == null) {
                constants.add(input);
            } else {
                seeds.put(input, tangent);
                constants.add(tangent);
            }
        }
        constants.removeAll(seeds.keySet());
        Expr first = forward.tangent(node);
        return vmap.apply(new Forward(List.of(first), seeds, constants).tangent(first));
    }

    static boolean isLinear(Primitive p) {
        return switch (p) {
            case Primitive.Unary op -> op == Primitive.Unary.NEGATE;
            case Primitive.Binary op -> op == Primitive.Binary.ADD || op == Primitive.Binary.SUBTRACT;
            case Primitive.Reduce r -> r.reduction() == Primitive.Reduction.SUM;
            case Primitive.Activation _, Primitive.Select _, Primitive.MatrixOperation _ -> false;
            case Primitive.Movement _, Primitive.Leaf _ -> true;
        };
    }

    private static Expr sumAllBut(Expr e, Set<Integer> kept) {
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < e.shape().rank(); i++) {
            if (!kept.contains(i)) {
                axes.add(i);
            }
        }
        return axes.isEmpty()
                ? e
                : e.sum(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The fallback if rows cannot be separated inside the formula: the gradient's tangent, a fourth pass. */
    private Expr byHessianProducts() {
        Expr product = Autodiff.jvp(gradient(), x, directions).mul(directions);
        return sumAllBut(product, Set.of(0, 1));
    }
}
