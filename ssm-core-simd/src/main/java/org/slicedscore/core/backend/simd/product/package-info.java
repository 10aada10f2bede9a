/**
 * Matrix products. {@link org.slicedscore.core.backend.simd.product.MatMul} chooses how a shape is done: from packed panels
 * and register tiles, or in place where an operand is used too seldom for packing to pay.
 */
package org.slicedscore.core.backend.simd.product;
