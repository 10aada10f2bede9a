/**
 * Kernels as text, with their launch ranges: pure functions of the plan and of a device's {@code Traits}. Each kernel
 * is a text block with named holes, filled by a {@code Template}.
 */
package org.slicedscore.gpu.opencl.source;
