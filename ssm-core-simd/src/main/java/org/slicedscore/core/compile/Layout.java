package org.slicedscore.core.compile;

import java.util.Arrays;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * The positions of an expression's elements in another's buffer: a chain of views (reshape, transpose, broadcast,
 * slice) reduced to an offset and strides, so that no element is copied.
 *
 * @param offset of the first element
 * @param shape the extents
 * @param strides one for each axis
 */
record Layout(long offset, Shape shape, long[] strides) {

    static Layout contiguous(Shape shape) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.dim(i);
        }
        return new Layout(0, shape, strides);
    }

    /** This layout seen through one more view; null for a reshape that needs a copy. */
    Layout through(Primitive.View view, Shape to) {
        long[] s = new long[to.rank()];
        switch (view) {
            case Primitive.Broadcast _ -> {
                for (int i = 0; i < s.length; i++) {
                    s[i] = shape.dim(i) == to.dim(i) ? strides[i] : 0;
                }
                return new Layout(offset, to, s);
            }
            case Primitive.Transpose t -> {
                Arrays.setAll(s, i -> strides[t.permutation().get(i)]);
                return new Layout(offset, to, s);
            }
            case Primitive.Slice c -> {
                long start = offset;
                for (int i = 0; i < s.length; i++) {
                    start += c.from().get(i) * strides[i];
                }
                return new Layout(start, to, strides);
            }
            case Primitive.Reshape _ -> {
                return reshape(to);
            }
        }
    }

    private Layout reshape(Shape to) {
        Layout from = squeezed();
        long[] s = new long[to.rank()];
        int i = 0; // in from
        int j = 0; // in to
        while (j < to.rank()) {
            if (to.dim(j) == 1) {
                s[j++] = 0;
                continue;
            }
            int iStart = i;
            int jStart = j;
            long a = from.shape.dim(i++);
            long b = to.dim(j++);
            while (a != b) {
                if (a < b) {
                    a *= from.shape.dim(i++);
                } else {
                    b *= to.dim(j++);
                }
            }
            for (int k = iStart; k < i - 1; k++) {
                if (from.strides[k] != from.strides[k + 1] * from.shape.dim(k + 1)) {
                    return null;
                }
            }
            long stride = from.strides[i - 1];
            for (int k = j - 1; k >= jStart; k--) {
                s[k] = stride;
                stride *= to.dim(k);
            }
        }
        return new Layout(offset, to, s);
    }

    /** The layout without axes of extent 1, whose strides mean nothing. */
    Layout squeezed() {
        int rank = 0;
        int[] dims = new int[shape.rank()];
        long[] s = new long[shape.rank()];
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.dim(i) != 1) {
                dims[rank] = shape.dim(i);
                s[rank++] = strides[i];
            }
        }
        return new Layout(offset, Shape.of(Arrays.copyOf(dims, rank)), Arrays.copyOf(s, rank));
    }

    /** Whether the elements are all those of the buffer, in order. */
    boolean isWhole(Shape buffer) {
        if (offset != 0 || buffer.size() != shape.size()) {
            return false;
        }
        Layout l = squeezed();
        return Arrays.equals(l.strides, contiguous(l.shape).strides);
    }

    /** Whether the elements are contiguous. */
    boolean isContiguous() {
        Layout l = squeezed();
        return Arrays.equals(l.strides, contiguous(l.shape).strides);
    }

    /** Whether some element occurs more than once. */
    boolean repeats() {
        Layout l = squeezed();
        return Arrays.stream(l.strides).anyMatch(s -> s == 0);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Layout l
                && offset == l.offset
                && shape.equals(l.shape)
                && Arrays.equals(strides, l.strides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(offset) + shape.hashCode()) + Arrays.hashCode(strides);
    }

    @Override
    public String toString() {
        return offset + "+" + shape + Arrays.toString(strides);
    }
}
