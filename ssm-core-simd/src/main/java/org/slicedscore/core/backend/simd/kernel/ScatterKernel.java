package org.slicedscore.core.backend.simd.kernel;

import java.util.Arrays;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/** Adds positions of the middle axis, in their order; threads share the outer axis, or the inner if that is longer. */
public final class ScatterKernel implements Runner, Task {
    /** Elements of a task along the inner axis. */
    private static final int PIECE = 1024;

    /** Work of an element, in multiply-adds. */
    private static final int COST = 20;

    private final int outer;
    private final int extent;
    private final int inner;
    private final int[] indices;
    private final float[] from;
    private final int fo;
    private final float[] to;
    private final int at;
    private final int pieces;

    public ScatterKernel(Instruction.ScatterAdd s, Buffers buffers) {
        outer = s.outer();
        extent = s.extent();
        inner = s.inner();
        indices = s.indices().toArray();
        from = buffers.array(s.from());
        fo = buffers.start(s.from());
        to = buffers.array(s.to());
        at = buffers.start(s.to());
        pieces = (inner + PIECE - 1) / PIECE;
    }

    @Override
    public void run(Run run) {
        run.threads.run(this, outer * pieces, (long) outer * Math.max(indices.length, extent) * inner * COST);
    }

    @Override
    public void run(int index, int worker) {
        int o = index / pieces;
        int j = index % pieces * PIECE;
        int n = Math.min(PIECE, inner - j);
        int target = at + o * extent * inner + j;
        for (int e = 0; e < extent; e++) {
            Arrays.fill(to, target + e * inner, target + e * inner + n, 0f);
        }
        int source = fo + o * indices.length * inner + j;
        for (int i = 0; i < indices.length; i++) {
            int t = target + indices[i] * inner;
            int s = source + i * inner;
            for (int k = 0; k < n; k++) {
                to[t + k] += from[s + k];
            }
        }
    }
}
