package org.slicedscore.api.expr;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The static shape of an expression: the extent of each axis, outermost first. Rank 0 is a scalar. Every extent is at
 * least 1.
 */
public final class Shape {
    /** The shape of a scalar, {@code []}. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;

    private Shape(int[] dims) {
        this.dims = dims;
    }

    /**
     * A shape of the given extents.
     *
     * @param dims the extent of each axis, each at least 1
     * @return the shape
     * @throws IllegalArgumentException if an extent is below 1
     */
    public static Shape of(int... dims) {
        if (dims.length == 0) {
            return SCALAR;
        }
        for (int d : dims) {
            if (d < 1) {
                throw new IllegalArgumentException("every extent of a shape is at least 1: " + Arrays.toString(dims));
            }
        }
        return new Shape(dims.clone());
    }

    /** {@return the number of axes, 0 for a scalar} */
    public int rank() {
        return dims.length;
    }

    /**
     * The extent of one axis.
     *
     * @param axis 0-based; negative counts from the end, -1 being the last
     * @return the extent
     */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** {@return the extent of the last axis} */
    public int last() {
        return dim(-1);
    }

    /**
     * Turns a possibly negative axis number into one from 0 to rank - 1.
     *
     * @param axis 0-based; negative counts from the end
     * @return the axis, not negative
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(int axis) {
        int a = axis < 0 ? axis + dims.length : axis;
        if (a < 0 || a >= dims.length) {
            throw new IllegalArgumentException("no axis " + axis + " in shape " + this);
        }
        return a;
    }

    /** {@return the number of elements: the product of the extents, 1 for a scalar} */
    public long size() {
        long n = 1;
        for (int d : dims) {
            n = Math.multiplyExact(n, d);
        }
        return n;
    }

    /** {@return the extents, a fresh array} */
    public int[] toArray() {
        return dims.clone();
    }

    /**
     * This shape with an axis added in front.
     *
     * @param extent its extent
     * @return a shape of rank + 1
     */
    public Shape prepend(int extent) {
        int[] d = new int[dims.length + 1];
        d[0] = extent;
        System.arraycopy(dims, 0, d, 1, dims.length);
        return of(d);
    }

    /**
     * This shape with an axis inserted.
     *
     * @param axis position of the new axis, 0 to rank
     * @param extent its extent
     * @return a shape of rank + 1
     */
    public Shape insert(int axis, int extent) {
        int[] d = new int[dims.length + 1];
        System.arraycopy(dims, 0, d, 0, axis);
        d[axis] = extent;
        System.arraycopy(dims, axis, d, axis + 1, dims.length - axis);
        return of(d);
    }

    /**
     * This shape without one axis.
     *
     * @param axis the axis to leave out; negative counts from the end
     * @return a shape of rank - 1
     */
    public Shape drop(int axis) {
        int a = axis(axis);
        int[] d = new int[dims.length - 1];
        System.arraycopy(dims, 0, d, 0, a);
        System.arraycopy(dims, a + 1, d, a, d.length - a);
        return of(d);
    }

    /**
     * This shape with the extent of one axis changed.
     *
     * @param axis the axis; negative counts from the end
     * @param extent the new extent
     * @return a shape of the same rank
     */
    public Shape with(int axis, int extent) {
        int[] d = dims.clone();
        d[axis(axis)] = extent;
        return of(d);
    }

    /**
     * The common shape of two operands of an element-wise operation: axes are aligned at the end, and
     * extents must be equal or 1.
     *
     * @param other the other shape
     * @return the common shape
     * @throws IllegalArgumentException if the shapes cannot be aligned
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        int[] d = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= rank() ? dim(-i) : 1;
            int b = i <= other.rank() ? other.dim(-i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException("shapes " + this + " and " + other + " do not align: axis -" + i
                        + " has extents " + a + " and " + b);
            }
            d[rank - i] = Math.max(a, b);
        }
        return of(d);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** {@return the extents in brackets, as in {@code [128,784]}} */
    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
