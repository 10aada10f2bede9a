/**
 * Kernels as text, with how each is launched. Pure functions of the plan and of a device's {@code Traits}. Each kernel is a text
 * block with named holes, which a {@code Template} fills.
 */
package org.slicedscore.gpu.opencl.source;
