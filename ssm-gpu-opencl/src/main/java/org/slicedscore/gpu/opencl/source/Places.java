package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.View;

/** The locations of a plan's numbers on the device. */
public interface Places {
    /** The number of the memory for intermediate results between launches. */
    int SCRATCH = -1;

    /**
     * The piece of memory that holds a view. Buffers may share one.
     *
     * @param view of a buffer of the plan
     * @return its number, not negative
     */
    int memory(View view);

    /**
     * The position of the view's first element in that memory.
     *
     * @param view of a buffer of the plan
     * @return elements from the start
     */
    long start(View view);

    /**
     * Numbers fixed when the plan was made, such as indices.
     *
     * @param values the numbers
     * @return the number of the memory that holds them, of int elements
     */
    int integers(int[] values);
}
