package org.slicedscore.core.autodiff;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** The derivative transforms, graph to graph and freely composable. */
public final class Autodiff {
    private static final AtomicLong FREE_DIRECTIONS = new AtomicLong();

    private Autodiff() {}

    /**
     * Reverse mode.
     *
     * @param y the expression to differentiate; if not a scalar, the sum of its elements
     * @param xs the variables of differentiation: nodes of y's graph; equal leaves count as one, other nodes by
     *     identity
     * @return ∂(Σy)/∂x for each x, of x's shape; a constant zero where y does not depend on it
     */
    public static List<Expr> grad(Expr y, List<Expr> xs) {
        Sharing sharing = new Sharing(xs);
        List<Expr> sources = xs.stream().map(sharing::share).toList();
        Reverse reverse = new Reverse(sharing.share(y), Algebra.ones(y.shape()), sources);
        return sources.stream()
                .map(x -> Algebra.orZeros(reverse.adjoint(x), x.shape()))
                .toList();
    }

    /**
     * Reverse mode with respect to one node.
     *
     * @param y as for {@link #grad(Expr, List)}
     * @param x the variable of differentiation
     * @return ∂(Σy)/∂x, of x's shape
     */
    public static Expr grad(Expr y, Expr x) {
        return grad(y, List.of(x)).get(0);
    }

    /**
     * Forward mode for M directions at once.
     *
     * @param y the expression to differentiate
     * @param x the variable of differentiation: a node of y's graph
     * @param directions [M] + x's shape
     * @return the tangents, [M] + y's shape
     */
    public static Expr jvp(Expr y, Expr x, Expr directions) {
        Expr direction = freeDirection(x.shape());
        Expr tangent = new Forward(List.of(y), Map.of(x, direction), Set.of()).tangent(y);
        Expr lifted = new Vmap(directions.dim(0), Map.of(direction, directions)).apply(tangent);
        return Algebra.orZeros(lifted, y.shape().prepend(directions.dim(0)));
    }

    /**
     * The second derivative along M directions, for results of any shape: forward mode twice. For functions with one
     * result per row, {@link #curvature} costs less.
     *
     * @param y the expression to differentiate
     * @param x the variable of differentiation: a node of y's graph
     * @param directions [M] + x's shape
     * @return D²y[v,v], [M] + y's shape
     */
    public static Expr secondJvp(Expr y, Expr x, Expr directions) {
        Expr direction = freeDirection(x.shape());
        Map<Expr, Expr> seeds = Map.of(x, direction);
        Expr tangent = new Forward(List.of(y), seeds, Set.of()).tangent(y);
        Expr second = tangent == null ? null : new Forward(List.of(tangent), seeds, Set.of()).tangent(tangent);
        Expr lifted = new Vmap(directions.dim(0), Map.of(direction, directions)).apply(second);
        return Algebra.orZeros(lifted, y.shape().prepend(directions.dim(0)));
    }

    /**
     * The quadratic form of the Hessian, summed over the directions; see {@link Curvature}.
     *
     * @param f a function of the rows, [B]
     * @param x the rows
     * @param directions [M] + x's shape
     * @return Σ vᵀ∇²f v, [B]
     */
    public static Expr curvature(Expr f, Expr x, Expr directions) {
        return new Curvature(f, x, directions).sum();
    }

    /**
     * Unbiased estimates of the diagonal of the Hessian by curvature propagation, averaged; see {@link
     * CurvaturePropagation}.
     *
     * @param f a function of the rows, [B], each element depending on its own row only
     * @param x the rows
     * @param draws number of estimates
     * @return of x's shape
     */
    public static Expr propagatedDiagonal(Expr f, Expr x, int draws) {
        return new CurvaturePropagation(f, x, draws).diagonal();
    }

    /**
     * The diagonal of the Hessian, ignoring off-diagonal terms at every node; see {@link DiagonalPropagation}.
     *
     * @param f a function of the rows, [B], each element depending on its own row only
     * @param x the rows
     * @return of x's shape
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if f uses a primitive without such a rule
     */
    public static Expr approximateDiagonal(Expr f, Expr x) {
        return DiagonalPropagation.diagonal(f, x);
    }

    /** A leaf that represents one direction until {@link Vmap} replaces it by all of them. */
    static Expr freeDirection(Shape shape) {
        return Expr.of(new Primitive.Input("direction#" + FREE_DIRECTIONS.incrementAndGet(), shape));
    }
}
