/** A pool of threads that shares out pieces of work without locks or allocation. */
package org.slicedscore.core.backend.simd.thread;
