package org.slicedscore.onnx.graph;

import java.util.Arrays;

/**
 * The value of an expression in the ONNX graph. Operators on elements stretch axes of extent 1 themselves, so a stretched expression is
 * written as what it was before.
 *
 * @param name of the value
 * @param dims its extents, each that of the expression or 1; −k for k times the number of rows
 */
record OnnxValue(String name, int[] dims) {
    boolean is(int[] wanted) {
        return Arrays.equals(dims, wanted);
    }

    /** The extents of a result of elements, where an extent of 1 gives way to any other. */
    static int[] stretched(OnnxValue... values) {
        int[] dims = values[0].dims.clone();
        for (OnnxValue value : values) {
            for (int axis = 0; axis < dims.length; axis++) {
                dims[axis] = dims[axis] == 1 ? value.dims[axis] : dims[axis];
            }
        }
        return dims;
    }
}
