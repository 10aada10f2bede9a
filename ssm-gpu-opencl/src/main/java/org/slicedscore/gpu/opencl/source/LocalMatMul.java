package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;

/**
 * A matrix product in tiles through local memory. An item's rows and columns come in fours that are one group's width
 * apart, so that local memory is read in vectors without conflicts and C is written side by side.
 */
final class LocalMatMul {
    /**
     * Item (tx, ty) computes the rows {@code i} of its fours {@code g}, and the columns {@code j} of its fours {@code h}.
     * Neighbours fetch adjacent elements, and zeros beyond the edges.
     */
    private static final String TEXT = """
            __kernel __attribute__((reqd_work_group_size($across, $down, 1))) void $name($parameters)
            {
                $pointers
                __global float* a = $a + (long) ($member) * $aBatch;
                __global float* b = $b + (long) ($member) * $bBatch;
                __global float* c = $c;
                const int tx = get_local_id(0);
                const int ty = get_local_id(1);
                const int t = ty * $across + tx;
                const int i0 = get_group_id(1) * $rows;
                const int j0 = get_group_id(0) * $columns;
                __local float as[$depth * $aPitch] __attribute__((aligned(16)));
                __local float bs[$depth * $bPitch] __attribute__((aligned(16)));
                const int first = $first;
                const int last = $last;
                $for(g, i, h, j) float c$g$i_$h$j = $start;
                for (int kk = first; kk < last; kk += $depth) {
                    for (int e = t; e < $rows * $depth; e += $across * $down) {
                        const int s = $aSide;
                        const int q = $aTerm;
                        as[q * $aPitch + s] =
                                i0 + s < m && kk + q < last ? a[(i0 + s) * (long) $aRow + (kk + q) * (long) $aColumn] : 0.0f;
                    }
                    for (int e = t; e < $columns * $depth; e += $across * $down) {
                        const int s = $bSide;
                        const int q = $bTerm;
                        bs[q * $bPitch + s] =
                                j0 + s < n && kk + q < last ? b[(j0 + s) * (long) $bColumn + (kk + q) * (long) $bRow] : 0.0f;
                    }
                    barrier(CLK_LOCAL_MEM_FENCE);
                    for (int q = 0; q < $depth; q++) {
                        $for(g) const float4 a$g = *(__local const float4*) (as + q * $aPitch + $g * 4 * $down + ty * 4);
                        $for(h) const float4 b$h = *(__local const float4*) (bs + q * $bPitch + $h * 4 * $across + tx * 4);
                        $for(g, i, h, j) c$g$i_$h$j = FMA(a$g.s$i, b$h.s$j, c$g$i_$h$j);
                    }
                    barrier(CLK_LOCAL_MEM_FENCE);
                }
                $for(g, i, h, j) if ($inside) {
                    $element = c$g$i_$h$j;
                }
            }
            """;

    private static final String ROW = "(i0 + $g * 4 * $down + ty * 4 + $i)";
    private static final String COLUMN = "(j0 + $h * 4 * $across + tx * 4 + $j)";

    private LocalMatMul() {}

    static KernelCall call(MatMul p, TileShape.Local tile, int splits, Places places) {
        Parameters q = new Parameters(places);
        boolean add = p.accumulate() && splits == 1;
        Template text = new Template(TEXT)
                .with("rows", tile.rows())
                .with("columns", tile.columns())
                .with("depth", tile.depth())
                .with("across", tile.across())
                .with("down", tile.down())
                .with("aPitch", tile.rows() + TileShape.Local.PAD)
                .with("bPitch", tile.columns() + TileShape.Local.PAD)
                .repeat("g", tile.itemRows() / 4)
                .repeat("i", 4)
                .repeat("h", tile.itemColumns() / 4)
                .repeat("j", 4)
                .with("inside", ROW + " < m && " + COLUMN + " < n")
                .with("element", "c[" + ROW + " * (long) $cRow + " + COLUMN + "]")
                .with("start", add ? "$inside ? $element : 0.0f" : "0.0f");
        ProductOperands.fill(text, q, p, splits);
        ProductOperands.terms(text, q, p, splits);
        boolean aAlongTerms = p.a().stride(2) == 1 && p.a().stride(1) != 1;
        boolean bAlongTerms = p.b().stride(1) == 1 && p.b().stride(2) != 1;
        text.with("aSide", aAlongTerms ? "e / $depth" : "e % $rows")
                .with("aTerm", aAlongTerms ? "e % $depth" : "e / $rows")
                .with("bSide", bAlongTerms ? "e / $depth" : "e % $columns")
                .with("bTerm", bAlongTerms ? "e % $depth" : "e / $columns");
        long[] work = {
            (long) (p.n() + tile.columns() - 1) / tile.columns() * tile.across(),
            (long) (p.m() + tile.rows() - 1) / tile.rows() * tile.down(),
            (long) p.batch() * splits
        };
        Range range = Range.covering(work, tile.across(), tile.down(), 1);
        return q.call("matmul", text, range, ProductOperands.scratch(p, splits));
    }
}
