package org.slicedscore.core.autodiff;

import static org.slicedscore.core.autodiff.Algebra.lower;
import static org.slicedscore.core.autodiff.Algebra.mul;

import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Contributions of a node's adjoint to the adjoints of its inputs. Null stands for zero. */
final class ReverseRules {
    private ReverseRules() {}

    static Expr adjoint(Expr node, int i, Expr g) {
        Expr x = node.input(i);
        return switch (node.primitive()) {
            case Primitive.ElementWise _ -> mul(g, Partials.of(node, i));
            case Primitive.Broadcast _ -> unbroadcast(g, x.shape());
            case Primitive.Reshape _ -> g.reshape(x.shape());
            case Primitive.Transpose p -> g.transpose(inverse(p.permutation()));
            case Primitive.Slice p -> Expr.of(new Primitive.Pad(p.from(), gap(p.to(), x.shape())), g);
            case Primitive.Pad p -> Expr.of(new Primitive.Slice(p.before(), end(p.before(), x.shape())), g);
            case Primitive.Concat p -> {
                int start = 0;
                for (int j = 0; j < i; j++) {
                    start += node.input(j).dim(p.axis());
                }
                yield g.slice(p.axis(), start, start + x.dim(p.axis()));
            }
            case Primitive.Gather p -> Expr.of(new Primitive.ScatterAdd(p.axis(), p.indices(), x.dim(p.axis())), g);
            case Primitive.ScatterAdd p -> Expr.of(new Primitive.Gather(p.axis(), p.indices()), g);
            case Primitive.Reduce p -> {
                Expr spread = spread(g, p.axes(), x.shape());
                yield p.reduction() == Primitive.Reduction.SUM ? spread : mul(spread, shareOfMaximum(node));
            }
            // a value in each pass is part of the sum once, whatever the pass
            case Primitive.LoopSum _ -> g;
            case Primitive.MatMul p -> matMul(node, p, i, g);
            case Primitive.Cholesky _ -> cholesky(node, g);
            case Primitive.TriangularSolve p -> solve(node, p, i, g);
            case Primitive.Leaf _ -> throw new IllegalArgumentException(node + " has no inputs");
        };
    }

    private static Expr unbroadcast(Expr g, Shape to) {
        int[] axes = new int[to.rank()];
        int n = 0;
        for (int i = 0; i < to.rank(); i++) {
            if (to.dim(i) == 1 && g.dim(i) != 1) {
                axes[n++] = i;
            }
        }
        return n == 0 ? g : g.sum(java.util.Arrays.copyOf(axes, n)).reshape(to);
    }

    private static Expr spread(Expr g, IntTuple axes, Shape to) {
        Shape kept = to;
        for (int axis : axes.toArray()) {
            kept = kept.with(axis, 1);
        }
        return g.reshape(kept).broadcastTo(to);
    }

    /** For a maximum: the share of each element; equal elements share equally. */
    static Expr shareOfMaximum(Expr node) {
        Primitive.Reduce p = (Primitive.Reduce) node.primitive();
        Expr x = node.input(0);
        Expr isMaximum = Algebra.ones(x.shape()).sub(x.less(spread(node, p.axes(), x.shape())));
        return isMaximum.div(spread(isMaximum.sum(p.axes().toArray()), p.axes(), x.shape()));
    }

    private static int[] inverse(IntTuple permutation) {
        int[] inverse = new int[permutation.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[permutation.get(i)] = i;
        }
        return inverse;
    }

    private static IntTuple gap(IntTuple to, Shape shape) {
        int[] gap = new int[to.size()];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = shape.dim(i) - to.get(i);
        }
        return IntTuple.of(gap);
    }

    private static IntTuple end(IntTuple before, Shape shape) {
        int[] end = new int[before.size()];
        for (int i = 0; i < end.length; i++) {
            end[i] = before.get(i) + shape.dim(i);
        }
        return IntTuple.of(end);
    }

    /** With C = op(A) op(B): op(A)‾ = C̄ op(B)ᵀ and op(B)‾ = op(A)ᵀ C̄, each written to avoid storing a transpose. */
    private static Expr matMul(Expr node, Primitive.MatMul p, int i, Expr g) {
        Expr a = node.input(0);
        Expr b = node.input(1);
        boolean ta = p.transposeA();
        boolean tb = p.transposeB();
        if (i == 0) {
            return ta ? Expr.of(new Primitive.MatMul(tb, true), b, g) : Expr.of(new Primitive.MatMul(false, !tb), g, b);
        }
        return tb ? Expr.of(new Primitive.MatMul(true, ta), g, a) : Expr.of(new Primitive.MatMul(!ta, false), a, g);
    }

    /** S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹; since only A's lower half is read, its entries collect S and Sᵀ. */
    private static Expr cholesky(Expr l, Expr g) {
        Expr inner = lower(l.t().matmul(lower(g, 1)), 0.5);
        Expr s = l.solveTriangularTransposed(l.solveTriangularTransposed(inner).t())
                .t();
        return lower(s, 0.5).add(lower(s.t(), 0.5));
    }

    private static Expr solve(Expr x, Primitive.TriangularSolve p, int i, Expr g) {
        Expr l = x.input(0);
        Expr adjointB = Expr.of(new Primitive.TriangularSolve(!p.transposed()), l, g);
        if (i == 1) {
            return adjointB;
        }
        Expr product = p.transposed() ? x.matmul(adjointB.t()) : adjointB.matmul(x.t());
        return lower(product, 1).negate();
    }
}
