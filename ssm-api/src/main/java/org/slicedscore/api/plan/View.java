package org.slicedscore.api.plan;

/**
 * A strided window on a buffer: element (i₀, i₁, ...) lies at offset + Σ strides[d]·i_d. A stride of 0 repeats. The
 * extents belong to the instruction.
 *
 * @param buffer the buffer's number
 * @param offset of the first element from the buffer's start, in elements
 * @param strides one for each axis of the instruction's index space, in elements; do not modify
 */
public record View(int buffer, long offset, long... strides) {
    /**
     * One stride.
     *
     * @param axis 0-based; negative counts from the end
     * @return the stride in elements
     */
    public long stride(int axis) {
        return strides[axis < 0 ? axis + strides.length : axis];
    }

    /**
     * The position of an element.
     *
     * @param index one number for each axis, or fewer if the others are 0
     * @return its position, in elements from the buffer's start
     */
    public long at(int... index) {
        long position = offset;
        for (int axis = 0; axis < index.length; axis++) {
            position += index[axis] * strides[axis];
        }
        return position;
    }
}
