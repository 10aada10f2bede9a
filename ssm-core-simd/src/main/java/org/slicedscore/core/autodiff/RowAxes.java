package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Tracks the row axis through a formula: the axis of each node that counts the rows of x. A formula with
 * independent rows keeps one; it is lost where rows are joined, cut or summed. Between a reshape that lays, say, the pixels of
 * all images one behind the other and the one that undoes it, an axis may count several positions a row.
 */
final class RowAxes {
    /**
     * @param axis counts rows, and the positions of each
     * @param positions of a row along the axis
     */
    private record Place(int axis, int positions) {
        Place onto(int axis) {
            return axis < 0 ? LOST : new Place(axis, positions);
        }
    }

    private static final int NONE = -1;
    private static final Place LOST = new Place(NONE, 0);

    private final Map<Expr, Place> places = new IdentityHashMap<>();

    /**
     * @param order nodes, each after its inputs
     * @param x the rows, counted by axis 0
     */
    RowAxes(List<Expr> order, Expr x) {
        places.put(x, new Place(0, 1));
        for (Expr node : order) {
            if (node == x) {
                continue;
            }
            Place place = null;
            for (int i = 0; i < node.inputs().size(); i++) {
                Place of = places.get(node.input(i));
                if (of != null) {
                    Place through = through(node, i, of, x.dim(0));
                    place = place == null || place.equals(through) ? through : LOST;
                }
            }
            if (place != null) {
                places.put(node, place);
            }
        }
    }

    /** The axis that counts the rows of a node that depends on x, and nothing else; negative if there is none. */
    int of(Expr node) {
        Place place = places.getOrDefault(node, LOST);
        return place.positions == 1 ? place.axis : NONE;
    }

    private static Place through(Expr node, int i, Place place, int rows) {
        if (place.equals(LOST)) {
            return LOST;
        }
        return node.primitive() instanceof Primitive.Reshape p
                ? reshaped(node.input(i).shape(), p.to(), place, rows)
                : place.onto(through(node, i, place.axis));
    }

    private static int through(Expr node, int i, int axis) {
        Shape from = node.input(i).shape();
        return switch (node.primitive()) {
            case Primitive.Transpose p -> indexOf(p.permutation().toArray(), axis);
            case Primitive.Slice _ -> node.dim(axis) == from.dim(axis) ? axis : NONE;
            case Primitive.Pad _ -> node.dim(axis) == from.dim(axis) ? axis : NONE;
            case Primitive.Concat p -> p.axis() == axis ? NONE : axis;
            case Primitive.Gather p -> p.axis() == axis ? NONE : axis;
            case Primitive.ScatterAdd p -> p.axis() == axis ? NONE : axis;
            case Primitive.Reduce p -> {
                int before = 0;
                for (int a : p.axes().toArray()) {
                    before += a < axis ? 1 : 0;
                }
                yield p.axes().contains(axis) ? NONE : axis - before;
            }
            case Primitive.MatMul p -> matMul(node, p, i, axis);
            case Primitive.Cholesky _ -> axis < from.rank() - 2 ? axis : NONE;
            case Primitive.TriangularSolve _ ->
                axis < from.rank() - 2 || (i == 1 && axis == from.rank() - 1) ? axis : NONE;
            case Primitive.ElementWise _,
                    Primitive.Broadcast _,
                    Primitive.Reshape _,
                    Primitive.LoopSum _,
                    Primitive.Leaf _ -> axis;
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
        return at == kept ? kept : NONE;
    }

    /** The axis in front of which there is as much as before, and which counts each row equally often. */
    private static Place reshaped(Shape from, Shape to, Place place, int rows) {
        long before = 1;
        for (int i = 0; i < place.axis; i++) {
            before *= from.dim(i);
        }
        Place found = LOST;
        long product = 1;
        for (int i = 0; i < to.rank(); i++) {
            if (product == before && to.dim(i) == rows) {
                return new Place(i, 1);
            }
            if (product == before && to.dim(i) % rows == 0) {
                found = new Place(i, to.dim(i) / rows);
            }
            product *= to.dim(i);
        }
        return found;
    }

    private static int indexOf(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return NONE;
    }
}
