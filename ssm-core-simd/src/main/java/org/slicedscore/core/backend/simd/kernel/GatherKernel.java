package org.slicedscore.core.backend.simd.kernel;

import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/** Selects positions of the middle axis. */
public final class GatherKernel implements Runner, Task {
    /** Elements of a task. */
    private static final int TASK = 16_384;

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
    private final int perTask;

    public GatherKernel(Instruction.Gather g, Buffers buffers) {
        outer = g.outer();
        extent = g.extent();
        inner = g.inner();
        indices = g.indices().toArray();
        from = buffers.array(g.from());
        fo = buffers.start(g.from());
        to = buffers.array(g.to());
        at = buffers.start(g.to());
        perTask = Math.max(1, TASK / inner);
    }

    @Override
    public void run(Run run) {
        int picks = outer * indices.length;
        run.threads.run(this, (picks + perTask - 1) / perTask, (long) picks * inner * COST);
    }

    @Override
    public void run(int index, int worker) {
        int first = index * perTask;
        int last = Math.min(outer * indices.length, first + perTask);
        int o = first / indices.length;
        int i = first % indices.length;
        for (int p = first; p < last; p++) {
            int source = fo + (o * extent + indices[i]) * inner;
            if (inner == 1) {
                to[at + p] = from[source];
            } else {
                System.arraycopy(from, source, to, at + p * inner, inner);
            }
            if (++i == indices.length) {
                i = 0;
                o++;
            }
        }
    }
}
