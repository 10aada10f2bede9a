/** The side-by-side with libtorch, MKL and OpenBLAS. Part of the build in the profile {@code peers} alone. */
package org.slicedscore.benchmarks.peers;
