package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.Cholesky;
import org.slicedscore.api.plan.Instruction.TriangularSolve;
import org.slicedscore.api.plan.View;

/**
 * Cholesky factors and triangular systems. A group does a matrix, or some columns of right-hand sides: what is finished is
 * taken off all that is left, by all items, with a barrier at each step.
 */
final class SolveKernels {
    private static final int FACTOR_ITEMS = 16;

    private SolveKernels() {}

    /** Right-looking, in the memory of the result. Items take a square of the remaining triangle at a time. */
    static KernelCall cholesky(Cholesky c, Places places, Traits traits) {
        Parameters q = new Parameters(false);
        int side = side(traits);
        String a = q.pointer(places.memory(c.a()), places.start(c.a()));
        String l = q.pointer(places.memory(c.l()), places.start(c.l()));
        String n = q.number(c.n());
        String body = """
                    __global const float* a = %s + get_group_id(2) * (long) %s;
                    __global float* l = %s + get_group_id(2) * (long) %s;
                    const int tx = get_local_id(0);
                    const int ty = get_local_id(1);
                    for (int i = ty; i < %s; i += SIDE) {
                        for (int j = tx; j < %s; j += SIDE) {
                            l[i * (long) LR + j] = j <= i ? a[i * (long) AR + j * (long) AC] : 0.0f;
                        }
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                    for (int k = 0; k < %s; k++) {
                        /* the root of a negative number is not a number, which then spreads: the caller sees it */
                        const float pivot = sqrt(l[k * (long) LR + k]);
                        barrier(CLK_GLOBAL_MEM_FENCE);
                        for (int i = k + ty * SIDE + tx; i < %s; i += SIDE * SIDE) {
                            l[i * (long) LR + k] = i == k ? pivot : l[i * (long) LR + k] / pivot;
                        }
                        barrier(CLK_GLOBAL_MEM_FENCE);
                        for (int i = k + 1 + ty; i < %s; i += SIDE) {
                            for (int j = k + 1 + tx; j <= i; j += SIDE) {
                                l[i * (long) LR + j] = FMA(-l[i * (long) LR + k], l[j * (long) LR + k], l[i * (long) LR + j]);
                            }
                        }
                        barrier(CLK_GLOBAL_MEM_FENCE);
                    }
                }
                """.formatted(a, stride(q, c.a(), 0), l, stride(q, c.l(), 0), n, n, n, n, n)
                .replace("SIDE", Integer.toString(side))
                .replace("AR", stride(q, c.a(), 1))
                .replace("AC", stride(q, c.a(), 2))
                .replace("LR", stride(q, c.l(), 1));
        return RegionKernels.call(
                "cholesky",
                body,
                q,
                group(side, side),
                Range.covering(new long[] {side, side, c.batch()}, side, side, 1),
                0,
                traits);
    }

    static KernelCall solve(TriangularSolve s, Places places, Traits traits) {
        Parameters q = new Parameters(false);
        int items = side(traits) * side(traits);
        int x = Groups.power(s.columns(), Math.min(32, items));
        int y = items / x;
        String l = q.pointer(places.memory(s.l()), places.start(s.l()));
        String b = q.pointer(places.memory(s.b()), places.start(s.b()));
        String to = q.pointer(places.memory(s.x()), places.start(s.x()));
        String n = q.number(s.n());
        // Lᵀ is solved from the last unknown to the first, along rows of L
        String unknown = s.transposed() ? "N - 1 - step" : "step";
        String rest = s.transposed() ? "k - 1 - ty - d" : "k + 1 + ty + d";
        String inside = s.transposed() ? "i >= 0" : "i < N";
        String factor = s.transposed() ? "l[k * (long) LR + i * (long) LC]" : "l[i * (long) LR + k * (long) LC]";
        String body = """
                    __global const float* l = %s + get_group_id(2) * (long) %s;
                    __global const float* b = %s + get_group_id(2) * (long) %s;
                    __global float* x = %s + get_group_id(2) * (long) %s;
                    const int ty = get_local_id(1);
                    const int j = get_global_id(0);
                    const bool inside = j < %s;
                    for (int i = ty; i < N; i += DOWN) {
                        if (inside) {
                            x[i * (long) XR + j] = b[i * (long) BR + j * (long) BC];
                        }
                    }
                    barrier(CLK_GLOBAL_MEM_FENCE);
                    for (int step = 0; step < N; step++) {
                        const int k = UNKNOWN;
                        if (inside && ty == 0) {
                            x[k * (long) XR + j] /= l[k * (long) LR + k * (long) LC];
                        }
                        barrier(CLK_GLOBAL_MEM_FENCE);
                        for (int d = 0; d < N - 1 - step; d += DOWN) {
                            const int i = REST;
                            if (inside && INSIDE) {
                                x[i * (long) XR + j] = FMA(-FACTOR, x[k * (long) XR + j], x[i * (long) XR + j]);
                            }
                        }
                        barrier(CLK_GLOBAL_MEM_FENCE);
                    }
                }
                """.formatted(
                        l, stride(q, s.l(), 0), b, stride(q, s.b(), 0), to, stride(q, s.x(), 0), q.number(s.columns()))
                .replace("UNKNOWN", unknown)
                .replace("REST", rest)
                .replace("INSIDE", inside)
                .replace("FACTOR", factor)
                .replace("DOWN", Integer.toString(y))
                .replace("LR", stride(q, s.l(), 1))
                .replace("LC", stride(q, s.l(), 2))
                .replace("BR", stride(q, s.b(), 1))
                .replace("BC", stride(q, s.b(), 2))
                .replace("XR", stride(q, s.x(), 1))
                .replaceAll("\\bN\\b", n);
        return RegionKernels.call(
                "solve",
                body,
                q,
                group(x, y),
                Range.covering(new long[] {s.columns(), y, s.batch()}, x, y, 1),
                0,
                traits);
    }

    private static String stride(Parameters q, View view, int axis) {
        return q.number(view.stride(axis));
    }

    private static String group(int x, int y) {
        return "__attribute__((reqd_work_group_size(%d, %d, 1))) ".formatted(x, y);
    }

    private static int side(Traits traits) {
        int side = FACTOR_ITEMS;
        while (side * side > traits.workGroup()) {
            side /= 2;
        }
        return side;
    }
}
