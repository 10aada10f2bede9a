package org.slicedscore.core.backend.simd.kernel;

import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/** Adds positions of the middle axis, in their order; threads share the sums, and the inner axis if that is long. */
public final class ScatterKernel implements Runner, Task {
    /** Elements of a task along the inner axis. */
    private static final int PIECE = 1024;

    /** Elements of a task. */
    private static final int TASK = 16_384;

    /** Work of an element, in multiply-adds. */
    private static final int COST = 20;

    private final int outer;
    private final int extent;
    private final int inner;
    private final int picks;
    private final ScatterSums sums;
    private final float[] from;
    private final int fo;
    private final float[] to;
    private final int at;

    /** Pieces of the inner axis. */
    private final int pieces;

    /** Sums of a task, and tasks of the middle axis. */
    private final int perTask;

    private final int blocks;

    public ScatterKernel(Instruction.ScatterAdd s, Buffers buffers) {
        outer = s.outer();
        extent = s.extent();
        inner = s.inner();
        picks = s.indices().size();
        sums = new ScatterSums(s.indices().toArray(), extent, inner);
        from = buffers.array(s.from());
        fo = buffers.start(s.from());
        to = buffers.array(s.to());
        at = buffers.start(s.to());
        pieces = (inner + PIECE - 1) / PIECE;
        long read = (long) Math.max(picks, extent) * Math.min(inner, PIECE);
        perTask = Math.toIntExact(Math.clamp((long) TASK * extent / read, 1, extent));
        blocks = (extent + perTask - 1) / perTask;
    }

    @Override
    public void run(Run run) {
        int some = run.share(outer);
        run.threads.run(this, some * blocks * pieces, (long) some * Math.max(picks, extent) * inner * COST);
    }

    @Override
    public void run(int index, int worker) {
        int j = index % pieces * PIECE;
        int block = index / pieces % blocks;
        int o = index / pieces / blocks;
        int first = block * perTask;
        int last = Math.min(extent, first + perTask);
        int n = Math.min(PIECE, inner - j);
        sums.write(from, fo + o * picks * inner, first, last, j, n, to, at + o * extent * inner);
    }
}
