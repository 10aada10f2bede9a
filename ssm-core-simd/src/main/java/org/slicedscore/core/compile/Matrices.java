package org.slicedscore.core.compile;

import org.slicedscore.api.expr.Shape;

/** Reads a layout as a batch of matrices. */
final class Matrices {
    private Matrices() {}

    /** Whether the leading axes have one even stride and rows or columns are contiguous. */
    static boolean fits(Layout l) {
        return batchStride(l) >= 0 && (rowStride(l) == 1 || columnStride(l) == 1);
    }

    static int batch(Shape shape) {
        int n = 1;
        for (int i = 0; i < shape.rank() - 2; i++) {
            n *= shape.dim(i);
        }
        return n;
    }

    /** The stride between matrices: 0 if all are the same, -1 if uneven. */
    static long batchStride(Layout l) {
        long stride = -1;
        long next = -1;
        for (int i = l.shape().rank() - 3; i >= 0; i--) {
            if (l.shape().dim(i) == 1) {
                continue;
            }
            if (stride < 0) {
                stride = l.strides()[i];
            } else if (l.strides()[i] != next) {
                return -1;
            }
            next = l.strides()[i] * l.shape().dim(i);
        }
        return Math.max(stride, 0);
    }

    /** The stride between rows; 1 for a single row with strided columns. */
    static long rowStride(Layout l) {
        int rank = l.shape().rank();
        if (l.shape().dim(-2) == 1 && l.shape().dim(-1) != 1) {
            return l.strides()[rank - 1] == 1 ? l.shape().dim(-1) : 1;
        }
        return l.strides()[rank - 2];
    }

    /** The stride between columns; 1 for a single column. */
    static long columnStride(Layout l) {
        return l.shape().dim(-1) == 1 ? 1 : l.strides()[l.shape().rank() - 1];
    }
}
