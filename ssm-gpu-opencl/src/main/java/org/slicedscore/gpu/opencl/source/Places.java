package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.View;

/** The locations of a plan's numbers on the device. */
public interface Places {
    /** The number of the memory for intermediate results between launches. */
    int SCRATCH = -1;

    /** The number, from 0, of the piece of memory that holds a view. Buffers may share one. */
    int memory(View view);

    /** Where the view's first element lies in that memory, in elements from the start. */
    long start(View view);

    /** The number of the memory, of int elements, that holds numbers fixed when the plan was made, such as indices. */
    int integers(int[] values);
}
