package org.slicedscore.gpu.opencl.source;

/**
 * What kernels are shaped by.
 *
 * @param cpu whether its processor is the host's, where a work item should do much and local memory brings nothing
 * @param units compute units
 * @param workGroup the most work items of a group
 * @param localMemory bytes of local memory of a group
 * @param argumentBytes the most bytes of a kernel's arguments
 * @param groups the most groups along the second and third axis of a launch; along the first there may be 2³¹ − 1
 * @param fma whether it multiplies and adds with one rounding
 */
public record Traits(
        boolean cpu, int units, int workGroup, long localMemory, int argumentBytes, int groups, boolean fma) {}
