/** Memory of the backend {@code simd}: where a plan's buffers lie, aligned to cache lines, and scratch memory of kernels. */
package org.slicedscore.core.backend.simd.memory;
