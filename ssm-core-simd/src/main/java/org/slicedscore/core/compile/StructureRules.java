package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Simplifications of nodes that only move elements. Methods return null if they find nothing simpler. */
final class StructureRules {
    private final Simplifier s;

    StructureRules(Simplifier s) {
        this.s = s;
    }

    Expr broadcast(Primitive.Broadcast p, Expr x) {
        if (p.to().equals(x.shape())) {
            return x;
        }
        return x.primitive() instanceof Primitive.Broadcast ? s.make(p, x.input(0)) : null;
    }

    Expr reshape(Primitive.Reshape p, Expr x) {
        if (p.to().equals(x.shape())) {
            return x;
        }
        OptionalDouble literal = Literals.value(x);
        if (literal.isPresent() && !(x.primitive() instanceof Constant)) {
            return s.literal(literal.getAsDouble(), p.to());
        }
        if (x.primitive() instanceof Primitive.Reshape) {
            return s.make(p, x.input(0));
        }
        if (x.primitive() instanceof Primitive.Broadcast) {
            return sameButOnes(x.shape(), p.to()) ? onesMoved(p.to(), x) : stretchedAfter(p.to(), x);
        }
        return null;
    }

    /**
     * A reshape behind the axes that are stretched, such as those of a weight repeated for all rows: stretch afterwards. What is
     * computed of the weight alone is then computed once, and no region of its own for each row.
     */
    private Expr stretchedAfter(Shape to, Expr x) {
        Expr from = x.input(0);
        int stretched = from.shape().rank();
        while (stretched > 0 && from.dim(stretched - 1) == x.dim(stretched - 1)) {
            stretched--;
        }
        int[] dims = to.toArray();
        if (stretched > dims.length) {
            return null;
        }
        for (int i = 0; i < stretched; i++) {
            if (to.dim(i) != x.dim(i)) {
                return null;
            }
            dims[i] = from.dim(i);
        }
        return s.make(new Primitive.Broadcast(to), s.reshape(from, Shape.of(dims)));
    }

    /**
     * An axis of extent 1 added to or taken from a stretched operand: stretch afterwards, so that other rules see it.
     */
    private Expr onesMoved(Shape to, Expr x) {
        int[] dims = new int[to.rank()];
        int j = 0;
        for (int i = 0; i < dims.length; i++) {
            if (to.dim(i) == 1) {
                dims[i] = 1;
                continue;
            }
            while (x.dim(j) == 1) {
                j++;
            }
            dims[i] = x.input(0).dim(j++);
        }
        return s.make(new Primitive.Broadcast(to), s.reshape(x.input(0), Shape.of(dims)));
    }

    static boolean sameButOnes(Shape a, Shape b) {
        return Arrays.equals(
                Arrays.stream(a.toArray()).filter(d -> d != 1).toArray(),
                Arrays.stream(b.toArray()).filter(d -> d != 1).toArray());
    }

    Expr transpose(Primitive.Transpose p, Expr x) {
        int[] permutation = p.permutation().toArray();
        if (x.primitive() instanceof Primitive.Transpose inner) {
            int[] composed = new int[permutation.length];
            Arrays.setAll(composed, i -> inner.permutation().get(permutation[i]));
            return s.make(new Primitive.Transpose(IntTuple.of(composed)), x.input(0));
        }
        if (swapsLastTwo(p, x.shape().rank()) && isProducts(x)) {
            return transposed(p, x);
        }
        int last = -1;
        for (int axis : permutation) {
            if (x.dim(axis) != 1) {
                if (axis < last) {
                    return null;
                }
                last = axis;
            }
        }
        // only axes of extent 1 move: the elements stay in order
        return s.reshape(x, p.infer(List.of(x.shape())));
    }

    static boolean swapsLastTwo(Primitive.Transpose p, int rank) {
        for (int i = 0; i < rank; i++) {
            int expected = i == rank - 1 ? rank - 2 : i == rank - 2 ? rank - 1 : i;
            if (p.permutation().get(i) != expected) {
                return false;
            }
        }
        return rank >= 2;
    }

    /** Matrix products and their sums: (A·B)ᵀ is Bᵀ·Aᵀ, so that a weight's gradient has the weight's layout. */
    private static boolean isProducts(Expr x) {
        return x.primitive() instanceof Primitive.MatMul
                || x.primitive() == Primitive.Binary.ADD && isProducts(x.input(0)) && isProducts(x.input(1));
    }

    private Expr transposed(Primitive.Transpose p, Expr x) {
        if (x.primitive() instanceof Primitive.MatMul m) {
            return s.make(new Primitive.MatMul(!m.transposeB(), !m.transposeA()), x.input(1), x.input(0));
        }
        return s.make(Primitive.Binary.ADD, transposed(p, x.input(0)), transposed(p, x.input(1)));
    }

    Expr slice(Primitive.Slice p, Expr x) {
        if (p.infer(List.of(x.shape())).equals(x.shape())) {
            return x;
        }
        if (x.primitive() instanceof Primitive.Slice inner) {
            int[] from = new int[p.from().size()];
            int[] to = new int[from.length];
            Arrays.setAll(from, i -> inner.from().get(i) + p.from().get(i));
            Arrays.setAll(to, i -> inner.from().get(i) + p.to().get(i));
            return s.make(new Primitive.Slice(IntTuple.of(from), IntTuple.of(to)), x.input(0));
        }
        if (x.primitive() instanceof Primitive.Concat c) {
            return sliceOfConcat(p, c, x);
        }
        return null;
    }

    private Expr sliceOfConcat(Primitive.Slice p, Primitive.Concat c, Expr x) {
        int start = 0;
        for (Expr part : x.inputs()) {
            int end = start + part.dim(c.axis());
            if (p.from().get(c.axis()) >= start && p.to().get(c.axis()) <= end) {
                int[] from = p.from().toArray();
                int[] to = p.to().toArray();
                from[c.axis()] -= start;
                to[c.axis()] -= start;
                return s.make(new Primitive.Slice(IntTuple.of(from), IntTuple.of(to)), part);
            }
            start = end;
        }
        return null;
    }

    /** Padding concatenates zeros, one axis at a time. */
    Expr pad(Primitive.Pad p, Expr x) {
        Expr result = x;
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            List<Expr> parts = new ArrayList<>();
            if (p.before().get(axis) > 0) {
                parts.add(s.literal(0, result.shape().with(axis, p.before().get(axis))));
            }
            parts.add(result);
            if (p.after().get(axis) > 0) {
                parts.add(s.literal(0, result.shape().with(axis, p.after().get(axis))));
            }
            result = s.make(new Primitive.Concat(axis), parts);
        }
        return result;
    }

    Expr concat(Primitive.Concat p, List<Expr> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        OptionalDouble first = Literals.value(parts.get(0));
        if (first.isPresent() && parts.stream().allMatch(e -> Literals.is(e, first.getAsDouble()))) {
            return s.literal(
                    first.getAsDouble(), p.infer(parts.stream().map(Expr::shape).toList()));
        }
        return null;
    }
}
