package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Gives expressions a leading axis: replaces some leaves by ones that have it, and rewrites their dependents.
 * All other nodes are unchanged and shared by all positions of the axis.
 */
final class Vmap {
    private final int extent;
    private final Map<Expr, Expr> mapped = new IdentityHashMap<>();

    /**
     * @param extent the leading axis's extent, M
     * @param leaves each leaf and its replacement, of shape [M] + the leaf's
     */
    Vmap(int extent, Map<Expr, Expr> leaves) {
        this.extent = extent;
        mapped.putAll(leaves);
    }

    /** The expression with a leading axis; broadcast if it does not depend on the leaves. Null stays null. */
    Expr apply(Expr root) {
        if (root == null) {
            return null;
        }
        Expr result = map(root);
        return result == root ? stretch(root) : result;
    }

    private Expr map(Expr root) {
        for (Expr node : Graphs.topological(List.of(root), mapped.keySet())) {
            if (!mapped.containsKey(node)) {
                mapped.put(node, lift(node));
            }
        }
        return mapped.get(root);
    }

    private boolean isMapped(Expr original) {
        return mapped.get(original) != original;
    }

    private Expr stretch(Expr e) {
        return e.reshape(e.shape().prepend(1)).broadcastTo(e.shape().prepend(extent));
    }

    private Expr lifted(Expr original) {
        return isMapped(original) ? mapped.get(original) : stretch(original);
    }

    private Expr lift(Expr node) {
        List<Expr> inputs = node.inputs();
        if (inputs.stream().noneMatch(this::isMapped)) {
            return node;
        }
        if (node.primitive() instanceof Primitive.MatMul p) {
            return matMul(node, p);
        }
        List<Expr> lifted = new ArrayList<>();
        for (Expr input : inputs) {
            lifted.add(lifted(input));
        }
        return Expr.of(shift(node.primitive()), lifted);
    }

    /** The same primitive one axis further in. */
    private Primitive shift(Primitive primitive) {
        return switch (primitive) {
            case Primitive.ElementWise p -> p;
            case Primitive.MatrixOperation p -> p;
            case Primitive.Broadcast p -> new Primitive.Broadcast(p.to().prepend(extent));
            case Primitive.Reshape p -> new Primitive.Reshape(p.to().prepend(extent));
            case Primitive.Transpose p -> new Primitive.Transpose(prepend(0, p.permutation(), 1));
            case Primitive.Slice p -> new Primitive.Slice(prepend(0, p.from(), 0), prepend(extent, p.to(), 0));
            case Primitive.Pad p -> new Primitive.Pad(prepend(0, p.before(), 0), prepend(0, p.after(), 0));
            case Primitive.Concat p -> new Primitive.Concat(p.axis() + 1);
            case Primitive.Gather p -> new Primitive.Gather(p.axis() + 1, p.indices());
            case Primitive.ScatterAdd p -> new Primitive.ScatterAdd(p.axis() + 1, p.indices(), p.extent());
            case Primitive.Reduce p -> new Primitive.Reduce(p.reduction(), shifted(p.axes()));
            case Primitive.LoopSum p -> p;
            case Primitive.Leaf p -> throw new IllegalStateException(p + " is a leaf");
        };
    }

    private static IntTuple prepend(int first, IntTuple rest, int shift) {
        int[] values = new int[rest.size() + 1];
        values[0] = first;
        for (int i = 0; i < rest.size(); i++) {
            values[i + 1] = rest.get(i) + shift;
        }
        return IntTuple.of(values);
    }

    private static IntTuple shifted(IntTuple axes) {
        int[] values = axes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i]++;
        }
        return IntTuple.of(values);
    }

    /**
     * Rows of all directions go through one product if the second operand is shared: the sizes are then those of one
     * large product, and so is its transpose in reverse mode.
     */
    private Expr matMul(Expr node, Primitive.MatMul p) {
        Expr a = node.input(0);
        Expr b = node.input(1);
        if (node.shape().rank() == 2 && isMapped(a) && !isMapped(b) && !p.transposeA()) {
            return rowsTimes(mapped.get(a), b, p.transposeB());
        }
        return Expr.of(p, lifted(a), lifted(b));
    }

    private Expr rowsTimes(Expr rows, Expr matrix, boolean transposed) {
        Primitive.MatMul product = new Primitive.MatMul(false, transposed);
        Expr source = rows.primitive() instanceof Primitive.Broadcast ? rows.input(0) : rows;
        if (source.dim(1) == 1 && source.dim(0) == extent && rows.dim(1) > 1) {
            // all rows of a direction are equal, as for coordinate directions: multiply one
            Expr small = Expr.of(product, source.reshape(extent, source.dim(2)), matrix);
            return small.expand(1).broadcastTo(Shape.of(extent, rows.dim(1), small.dim(1)));
        }
        Expr flat = rows.reshape(extent * rows.dim(1), rows.dim(2));
        Expr result = Expr.of(product, flat, matrix);
        return result.reshape(extent, rows.dim(1), result.dim(1));
    }
}
