package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;

/**
 * A matrix product for processors with vectors and caches. An item packs a panel of B, some columns wide and a part of k
 * deep, and multiplies rows of A by it, with a few rows of C in registers. Each item is its own group.
 */
final class VectorMatMul {
    /** Terms of a packed panel, which fits into the nearest cache with a few rows of A. */
    private static final int DEPTH = 256;

    /** The least rows per item, so that packing a panel costs little compared with multiplying by it. */
    private static final int LEAST_ROWS = 48;

    /**
     * The rows in registers are {@code r}, their vectors {@code v}. Rows beyond the end repeat the last one and are
     * not written.
     */
    private static final String TEXT = """
            __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void $name($parameters)
            {
                $pointers
                __global float* a = $a + (long) ($member) * $aBatch;
                __global float* b = $b + (long) ($member) * $bBatch;
                __global float* c = $c;
                const int j = get_group_id(0) * $width;
                const int from = get_group_id(1) * rows;
                const int to = min(m, from + rows);
                const int columns = min($width, n - j);
                __local float panel[$depth * $width] __attribute__((aligned(64)));
                float edge[$lanes];
                const int first = $first;
                const int last = $last;
                for (int kk = first; kk < last; kk += $depth) {
                    const int depth = min($depth, last - kk);
                    if (columns == $width) {
                        for (int q = 0; q < depth; q++) {
                            $pack
                        }
                    } else {
                        for (int q = 0; q < depth; q++) {
                            for (int s = 0; s < $width; s++) {
                                panel[q * $width + s] = s < columns ? $element : 0.0f;
                            }
                        }
                    }
                    for (int i = from; i < to; i += $tileRows) {
                        $for(r) {
                            const int i$r = min(i + $r, m - 1);
                            __global const float* a$r = a + i$r * (long) $aRow + kk * (long) $aColumn;
                            __global float* d$r = c + i$r * (long) $cRow + j;
                        }
                        $for(r, v) float$lanes c$r_$v = 0.0f;
                        if ($add) {
                            $for(r, v) if (columns >= $v * $lanes + $lanes) {
                                c$r_$v = vload$lanes(0, d$r + $v * $lanes);
                            } else {
                                for (int s = 0; s < $lanes; s++) {
                                    edge[s] = $v * $lanes + s < columns ? d$r[$v * $lanes + s] : 0.0f;
                                }
                                c$r_$v = vload$lanes(0, edge);
                            }
                        }
                        for (int q = 0; q < depth; q++) {
                            $for(v) const float$lanes b$v = vload$lanes(0, panel + q * $width + $v * $lanes);
                            $for(r) const float$lanes s$r = a$r[q * (long) $aColumn];
                            $for(r, v) c$r_$v = FMA(s$r, b$v, c$r_$v);
                        }
                        $for(r, v) if (i + $r < to) {
                            if (columns >= $v * $lanes + $lanes) {
                                vstore$lanes(c$r_$v, 0, d$r + $v * $lanes);
                            } else {
                                vstore$lanes(c$r_$v, 0, edge);
                                for (int s = $v * $lanes; s < columns; s++) {
                                    d$r[s] = edge[s - $v * $lanes];
                                }
                            }
                        }
                    }
                }
            }
            """;

    /** The variant for contiguous columns of B. */
    private static final String PACK_VECTORS =
            "$for(v) vstore$lanes(vload$lanes(0, b + (kk + q) * (long) $bRow + j + $v * $lanes), 0, panel + q * $width + $v * $lanes);";

    private static final String PACK_ELEMENTS = """
            for (int s = 0; s < $width; s++) {
                panel[q * $width + s] = $element;
            }
            """;

    private VectorMatMul() {}

    static KernelCall call(MatMul p, TileShape.Vectors tile, int splits, Places places, Traits traits) {
        int width = tile.columns();
        long panels = (long) p.batch() * splits * ((p.n() + width - 1) / width);
        long cut = Math.clamp(Groups.wanted(traits) / panels, 1, Math.max(1, p.m() / LEAST_ROWS));
        int each = (int) ((p.m() + cut - 1) / cut);
        int rows = (each + tile.rows() - 1) / tile.rows() * tile.rows();

        Parameters q = new Parameters(places);
        boolean sideBySide = p.b().stride(2) == 1;
        Template text = new Template(TEXT)
                .with("depth", DEPTH)
                .with("tileRows", tile.rows())
                .with("width", width)
                .with("lanes", tile.width())
                .repeat("r", tile.rows())
                .repeat("v", tile.vectors())
                .with("pack", sideBySide ? PACK_VECTORS : PACK_ELEMENTS)
                .with("element", "b[(kk + q) * (long) $bRow + (j + s) * (long) $bColumn]")
                .with("add", p.accumulate() && splits == 1 ? "true" : "kk > first");
        ProductOperands.fill(text, q, p, splits);
        q.number("rows", rows);
        ProductOperands.terms(text, q, p, splits);
        long[] work = {(p.n() + width - 1) / width, (p.m() + rows - 1) / rows, (long) p.batch() * splits};
        return q.call("matmul", text, Range.covering(work, 1, 1, 1), ProductOperands.scratch(p, splits));
    }
}
