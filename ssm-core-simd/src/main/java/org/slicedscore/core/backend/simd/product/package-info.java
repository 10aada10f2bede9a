/**
 * Matrix products. {@link org.slicedscore.core.backend.simd.product.MatMul} chooses the algorithm for a shape: packed
 * panels and register tiles, or in place if packing does not pay.
 */
package org.slicedscore.core.backend.simd.product;
