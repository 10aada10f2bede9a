package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.Cholesky;
import org.slicedscore.api.plan.Instruction.TriangularSolve;

/**
 * Cholesky factors and triangular systems. A group computes a matrix, or some columns of right-hand sides: all items
 * subtract finished parts from the rest, with a barrier at each step.
 */
final class SolveKernels {
    private static final int FACTOR_ITEMS = 16;

    /** Right-looking, in the memory of the result. Items take a square of the remaining triangle at a time. */
    private static final String CHOLESKY = """
            __kernel __attribute__((reqd_work_group_size($side, $side, 1))) void $name($parameters)
            {
                $pointers
                __global const float* a = $a + get_group_id(2) * (long) $aBatch;
                __global float* l = $l + get_group_id(2) * (long) $lBatch;
                const int tx = get_local_id(0);
                const int ty = get_local_id(1);
                for (int i = ty; i < $n; i += $side) {
                    for (int j = tx; j < $n; j += $side) {
                        l[i * (long) $lRow + j] = j <= i ? a[i * (long) $aRow + j * (long) $aColumn] : 0.0f;
                    }
                }
                barrier(CLK_GLOBAL_MEM_FENCE);
                for (int k = 0; k < $n; k++) {
                    /* the root of a negative number is NaN, which spreads to the result */
                    const float pivot = sqrt(l[k * (long) $lRow + k]);
                    barrier(CLK_GLOBAL_MEM_FENCE);
                    for (int i = k + ty * $side + tx; i < $n; i += $side * $side) {
                        l[i * (long) $lRow + k] = i == k ? pivot : l[i * (long) $lRow + k] / pivot;
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                    for (int i = k + 1 + ty; i < $n; i += $side) {
                        for (int j = k + 1 + tx; j <= i; j += $side) {
                            l[i * (long) $lRow + j] =
                                    FMA(-l[i * (long) $lRow + k], l[j * (long) $lRow + k], l[i * (long) $lRow + j]);
                        }
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                }
            }
            """;

    private static final String SOLVE = """
            __kernel __attribute__((reqd_work_group_size($across, $down, 1))) void $name($parameters)
            {
                $pointers
                __global const float* l = $l + get_group_id(2) * (long) $lBatch;
                __global const float* b = $b + get_group_id(2) * (long) $bBatch;
                __global float* x = $x + get_group_id(2) * (long) $xBatch;
                const int ty = get_local_id(1);
                const int j = get_global_id(0);
                const bool inside = j < $columns;
                for (int i = ty; i < $n; i += $down) {
                    if (inside) {
                        x[i * (long) $xRow + j] = b[i * (long) $bRow + j * (long) $bColumn];
                    }
                }
                barrier(CLK_GLOBAL_MEM_FENCE);
                for (int step = 0; step < $n; step++) {
                    const int k = $unknown;
                    if (inside && ty == 0) {
                        x[k * (long) $xRow + j] /= l[k * (long) $lRow + k * (long) $lColumn];
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                    for (int d = 0; d < $n - 1 - step; d += $down) {
                        const int i = $rest;
                        if (inside && $isLeft) {
                            x[i * (long) $xRow + j] = FMA(-$factor, x[k * (long) $xRow + j], x[i * (long) $xRow + j]);
                        }
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                }
            }
            """;

    private SolveKernels() {}

    static KernelCall cholesky(Cholesky c, Places places, Traits traits) {
        Parameters q = new Parameters(places);
        int side = side(traits);
        Template text = new Template(CHOLESKY)
                .with("side", side)
                .with("a", q.pointer(c.a()))
                .with("l", q.pointer(c.l()))
                .with("n", q.number(c.n()))
                .with("aBatch", q.number(c.a().stride(0)))
                .with("lBatch", q.number(c.l().stride(0)))
                .with("aRow", q.number(c.a().stride(1)))
                .with("aColumn", q.number(c.a().stride(2)))
                .with("lRow", q.number(c.l().stride(1)));
        return q.call("cholesky", text, Range.covering(new long[] {side, side, c.batch()}, side, side, 1), 0);
    }

    static KernelCall solve(TriangularSolve s, Places places, Traits traits) {
        Parameters q = new Parameters(places);
        int items = side(traits) * side(traits);
        int across = Groups.power(s.columns(), Math.min(32, items));
        int down = items / across;
        // Lᵀ is solved from the last unknown to the first, along rows of L
        boolean t = s.transposed();
        Template text = new Template(SOLVE)
                .with("across", across)
                .with("down", down)
                .with("unknown", t ? "$n - 1 - step" : "step")
                .with("rest", t ? "k - 1 - ty - d" : "k + 1 + ty + d")
                .with("isLeft", t ? "i >= 0" : "i < $n")
                .with(
                        "factor",
                        t ? "l[k * (long) $lRow + i * (long) $lColumn]" : "l[i * (long) $lRow + k * (long) $lColumn]")
                .with("l", q.pointer(s.l()))
                .with("b", q.pointer(s.b()))
                .with("x", q.pointer(s.x()))
                .with("n", q.number(s.n()))
                .with("lBatch", q.number(s.l().stride(0)))
                .with("bBatch", q.number(s.b().stride(0)))
                .with("xBatch", q.number(s.x().stride(0)))
                .with("columns", q.number(s.columns()))
                .with("lRow", q.number(s.l().stride(1)))
                .with("lColumn", q.number(s.l().stride(2)))
                .with("bRow", q.number(s.b().stride(1)))
                .with("bColumn", q.number(s.b().stride(2)))
                .with("xRow", q.number(s.x().stride(1)));
        return q.call("solve", text, Range.covering(new long[] {s.columns(), down, s.batch()}, across, down, 1), 0);
    }

    private static int side(Traits traits) {
        int side = FACTOR_ITEMS;
        while (side * side > traits.workGroup()) {
            side /= 2;
        }
        return side;
    }
}
