/** Instructions that are neither products nor regions: random numbers, gather and scatter, Cholesky factors, triangular systems. */
package org.slicedscore.core.backend.simd.kernel;
