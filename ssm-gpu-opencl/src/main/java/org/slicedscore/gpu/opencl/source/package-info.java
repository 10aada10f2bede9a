/** Kernels as text, with how each is launched. Pure functions of the plan and of a device's {@code Traits}. */
package org.slicedscore.gpu.opencl.source;
