package org.slicedscore.core.backend.simd.product;

/** The kernel of a tile of some height, for one layout of A's panel. */
interface TileCode {
    /** C = A·B, or C = Z + A·B, for one whole tile; see {@link Tile#multiply}. */
    void multiply(
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            boolean add,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc);
}
