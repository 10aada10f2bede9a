package org.slicedscore.gpu.opencl.source;

import java.util.List;

/**
 * A kernel with its arguments.
 *
 * @param source the kernel
 * @param range the work items
 * @param arguments in order
 * @param scratch elements of {@link Places#SCRATCH} needed
 */
public record KernelCall(KernelSource source, Range range, List<Argument> arguments, long scratch) {
    /** Copies the list. */
    public KernelCall {
        arguments = List.copyOf(arguments);
    }

    int argumentBytes() {
        return arguments.stream().mapToInt(Argument::bytes).sum();
    }
}
