package org.slicedscore.gpu.opencl.source;

/**
 * The device properties that shape kernels.
 *
 * @param cpu whether it is the host's processor, where work items should be large and local memory gains nothing
 * @param units compute units
 * @param workGroup the largest number of work items in a group
 * @param localMemory bytes of local memory of a group
 * @param argumentBytes the largest size of a kernel's arguments in bytes
 * @param groups the largest number of groups along the second and third axis of a launch; along the first there may be
 *     2³¹ − 1
 * @param fma whether it has fused multiply-add
 */
public record Traits(
        boolean cpu, int units, int workGroup, long localMemory, int argumentBytes, int groups, boolean fma) {}
