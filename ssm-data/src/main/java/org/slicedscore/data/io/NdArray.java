package org.slicedscore.data.io;

/**
 * An array read from NPY, NPZ or IDX, row-major, every number a double.
 *
 * @param values the numbers
 * @param shape the lengths of the axes; empty for a scalar
 */
public record NdArray(double[] values, int[] shape) {
    /** The length of the first axis; 1 for a scalar. */
    public int rows() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /** The product of the other axes' lengths; 1 for a vector or a scalar. */
    public int columns() {
        int columns = 1;
        for (int i = 1; i < shape.length; i++) {
            columns *= shape[i];
        }
        return columns;
    }

    /**
     * Rejects a shape too large for a Java array.
     *
     * @param name the input's name
     * @param shape the lengths of the axes, none negative
     * @return the number of elements
     * @throws org.slicedscore.api.error.SsmException of kind DATA if there are too many
     */
    static int checkedCount(String name, int[] shape) {
        long count = 1;
        for (int length : shape) {
            // An axis of length 0 must not hide an overflow of the others: columns() multiplies only those.
            count *= Math.max(1, length);
            if (count > Integer.MAX_VALUE - 8) {
                throw org.slicedscore.api.error.Problem.data(name)
                        .says(
                                "shape %s has more than the 2147483639 numbers that can be held",
                                java.util.Arrays.toString(shape))
                        .remedy("use fewer rows")
                        .exception();
            }
        }
        for (int length : shape) {
            if (length == 0) {
                return 0;
            }
        }
        return (int) count;
    }
}
