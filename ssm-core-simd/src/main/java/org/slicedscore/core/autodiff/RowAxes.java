package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Tracks the row axis through a formula: the axis of each node that counts the rows of x. A formula with
 * independent rows keeps one; it is lost where rows are joined, cut or summed.
 */
final class RowAxes {
    private final Map<Expr, Integer> axes = new IdentityHashMap<>();

    /**
     * @param order nodes, each after its inputs
     * @param x the rows, counted by axis 0
     */
    RowAxes(List<Expr> order, Expr x) {
        axes.put(x, 0);
        for (Expr node : order) {
            if (node == x) {
                continue;
            }
            int axis = -1;
            for (int i = 0; i < node.inputs().size(); i++) {
                Integer of = axes.get(node.input(i));
                if (of != null) {
                    int through = of < 0 ? LOST : through(node, i, of);
                    axis = axis == -1 || axis == through ? through : LOST;
                }
            }
            if (axis != -1) {
                axes.put(node, axis);
            }
        }
    }

    private static final int LOST = -2;

    /** The row axis of a node that depends on x; negative if lost. */
    int of(Expr node) {
        return axes.getOrDefault(node, LOST);
    }

    private static int through(Expr node, int i, int axis) {
        Shape from = node.input(i).shape();
        return switch (node.primitive()) {
            case Primitive.Reshape p -> reshaped(from, p.to(), axis);
            case Primitive.Transpose p -> indexOf(p.permutation().toArray(), axis);
            case Primitive.Slice _ -> node.dim(axis) == from.dim(axis) ? axis : LOST;
            case Primitive.Pad _ -> node.dim(axis) == from.dim(axis) ? axis : LOST;
            case Primitive.Concat p -> p.axis() == axis ? LOST : axis;
            case Primitive.Gather p -> p.axis() == axis ? LOST : axis;
            case Primitive.ScatterAdd p -> p.axis() == axis ? LOST : axis;
            case Primitive.Reduce p -> {
                int before = 0;
                for (int a : p.axes().toArray()) {
                    before += a < axis ? 1 : 0;
                }
                yield p.axes().contains(axis) ? LOST : axis - before;
            }
            case Primitive.MatMul p -> matMul(node, p, i, axis);
            case Primitive.Cholesky _ -> axis < from.rank() - 2 ? axis : LOST;
            case Primitive.TriangularSolve _ ->
                axis < from.rank() - 2 || (i == 1 && axis == from.rank() - 1) ? axis : LOST;
            case Primitive.ElementWise _, Primitive.Broadcast _, Primitive.LoopSum _, Primitive.Leaf _ -> axis;
        };
    }

    private static int matMul(Expr node, Primitive.MatMul p, int i, int axis) {
        int rank = node.shape().rank();
        if (axis < rank - 2) {
            return axis;
        }
        boolean transposed = i == 0 ? p.transposeA() : p.transposeB();
        int kept = i == 0 ? rank - 2 : rank - 1;
        int at = transposed ? 2 * rank - 3 - axis : axis;
        return at == kept ? kept : LOST;
    }

    private static int reshaped(Shape from, Shape to, int axis) {
        long before = 1;
        for (int i = 0; i < axis; i++) {
            before *= from.dim(i);
        }
        long product = 1;
        for (int i = 0; i < to.rank(); i++) {
            if (product == before && to.dim(i) == from.dim(axis)) {
                return i;
            }
            product *= to.dim(i);
        }
        return LOST;
    }

    private static int indexOf(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return LOST;
    }
}
