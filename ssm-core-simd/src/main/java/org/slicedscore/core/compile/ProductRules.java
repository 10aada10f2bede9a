package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Simplifications of matrix products. Methods return null if they find nothing simpler. */
final class ProductRules {
    private final Simplifier s;

    ProductRules(Simplifier s) {
        this.s = s;
    }

    Expr matMul(Primitive.MatMul p, Expr a, Expr b) {
        Expr plainA = untransposed(a);
        Expr plainB = untransposed(b);
        if (plainA != null || plainB != null) {
            return s.make(
                    new Primitive.MatMul(p.transposeA() ^ plainA != null, p.transposeB() ^ plainB != null),
                    plainA == null ? a : plainA,
                    plainB == null ? b : plainB);
        }
        Shape to = p.infer(List.of(a.shape(), b.shape()));
        Expr sums = timesLiteral(p, a, b, to);
        if (sums != null) {
            return sums;
        }
        Expr fewer = withoutZeros(p, a, b);
        if (fewer != null) {
            return fewer;
        }
        int k = a.dim(p.transposeA() ? -2 : -1);
        if (k == 1) {
            // an outer product is element-wise work
            Expr column = s.reshape(a, to.with(-1, 1));
            Expr row = s.reshape(b, to.with(-2, 1));
            return s.make(Binary.MULTIPLY, s.broadcast(column, to), s.broadcast(row, to));
        }
        return equalRows(p, a, b, to);
    }

    /** A product with a uniform matrix is a sum of rows or columns. */
    private Expr timesLiteral(Primitive.MatMul p, Expr a, Expr b, Shape to) {
        int rank = to.rank();
        OptionalDouble right = Literals.value(b);
        if (right.isPresent()) {
            Primitive.Reduce overK = new Primitive.Reduce(Reduction.SUM, IntTuple.of(rank - (p.transposeA() ? 2 : 1)));
            Expr sum = s.reshape(s.make(overK, a), to.with(-1, 1));
            return s.broadcast(s.make(Binary.MULTIPLY, s.literal(right.getAsDouble(), sum.shape()), sum), to);
        }
        OptionalDouble left = Literals.value(a);
        if (left.isPresent()) {
            Primitive.Reduce overK = new Primitive.Reduce(Reduction.SUM, IntTuple.of(rank - (p.transposeB() ? 1 : 2)));
            Expr sum = s.reshape(s.make(overK, b), to.with(-2, 1));
            return s.broadcast(s.make(Binary.MULTIPLY, s.literal(left.getAsDouble(), sum.shape()), sum), to);
        }
        return null;
    }

    /** The operand of a transpose of the last two axes, or null. */
    private static Expr untransposed(Expr e) {
        return e.primitive() instanceof Primitive.Transpose t
                        && StructureRules.swapsLastTwo(t, e.shape().rank())
                ? e.input(0)
                : null;
    }

    /** If all rows of the first operand, or columns of the second, are equal: one product, then stretch. */
    private Expr equalRows(Primitive.MatMul p, Expr a, Expr b, Shape to) {
        int rows = a.shape().rank() - (p.transposeA() ? 1 : 2);
        if (a.primitive() instanceof Primitive.Broadcast
                && a.dim(rows) > 1
                && a.input(0).dim(rows) == 1) {
            Expr once = s.broadcast(a.input(0), a.shape().with(rows, 1));
            return s.broadcast(s.make(p, once, b), to);
        }
        int columns = b.shape().rank() - (p.transposeB() ? 2 : 1);
        if (b.primitive() instanceof Primitive.Broadcast
                && b.dim(columns) > 1
                && b.input(0).dim(columns) == 1) {
            Expr once = s.broadcast(b.input(0), b.shape().with(columns, 1));
            return s.broadcast(s.make(p, a, once), to);
        }
        return null;
    }

    /**
     * Terms that are 0 are left out: the derivative of a concatenation, such as of columns with what a network is told beside
     * them, is one with zeros.
     */
    private Expr withoutZeros(Primitive.MatMul p, Expr a, Expr b) {
        int axisA = a.shape().rank() - (p.transposeA() ? 2 : 1);
        int axisB = b.shape().rank() - (p.transposeB() ? 1 : 2);
        Kept left = kept(a, axisA);
        if (left != null) {
            return s.make(p, left.part, along(b, axisB, left));
        }
        Kept right = kept(b, axisB);
        return right == null ? null : s.make(p, along(a, axisA, right), right.part);
    }

    /** What is not 0 of a concatenation, and where along the axis it lies. */
    private record Kept(Expr part, int from, int to) {}

    /** What lies between the zeros at both ends of an axis; null if the ends are not known to be 0. */
    private Kept kept(Expr e, int axis) {
        boolean reshaped = e.primitive() instanceof Primitive.Reshape;
        Expr whole = reshaped ? e.input(0) : e;
        if (!(whole.primitive() instanceof Primitive.Concat c)) {
            return null;
        }
        if (reshaped) {
            // rows of more axes in one: the columns stay what they are
            int last = whole.shape().rank() - 1;
            if (c.axis() != last || axis != e.shape().rank() - 1 || whole.dim(last) != e.dim(axis)) {
                return null;
            }
        } else if (c.axis() != axis) {
            return null;
        }
        List<Expr> parts = new ArrayList<>(whole.inputs());
        int from = 0;
        int to = e.dim(axis);
        while (!parts.isEmpty() && Literals.is(parts.getFirst(), 0)) {
            from += parts.removeFirst().dim(c.axis());
        }
        while (!parts.isEmpty() && Literals.is(parts.getLast(), 0)) {
            to -= parts.removeLast().dim(c.axis());
        }
        if (to - from == e.dim(axis) || parts.isEmpty()) {
            return null;
        }
        Expr part = s.make(c, parts);
        return new Kept(s.reshape(part, e.shape().with(axis, to - from)), from, to);
    }

    private Expr along(Expr e, int axis, Kept range) {
        int[] from = new int[e.shape().rank()];
        int[] to = e.shape().toArray();
        from[axis] = range.from;
        to[axis] = range.to;
        return s.make(new Primitive.Slice(IntTuple.of(from), IntTuple.of(to)), e);
    }
}
