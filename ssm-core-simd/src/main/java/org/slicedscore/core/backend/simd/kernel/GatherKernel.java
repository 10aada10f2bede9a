package org.slicedscore.core.backend.simd.kernel;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/** Selects positions of the middle axis, run by run, or number by number where runs are shorter than a vector. */
public final class GatherKernel implements Runner, Task {
    /** Elements of a task. */
    private static final int TASK = 16_384;

    /** Work of an element, in multiply-adds. */
    private static final int COST = 20;

    private final int outer;
    private final int extent;
    private final int inner;
    private final Runs runs;

    /** Whether all runs are of one number. */
    private final boolean single;

    private final float[] from;
    private final int fo;
    private final float[] to;
    private final int at;

    /** Runs of a task. */
    private final int perTask;

    /** Runs of the run at hand: those of the rows that count. */
    private int all;

    public GatherKernel(Instruction.Gather g, Buffers buffers) {
        outer = g.outer();
        extent = g.extent();
        inner = g.inner();
        int most = Math.max(1, TASK / inner);
        int[] indices = g.indices().toArray();
        Runs longest = Runs.of(indices, most);
        single = inner == 1 && indices.length < COUNT * longest.count();
        runs = single ? Runs.of(indices, 1) : longest;
        from = buffers.array(g.from());
        fo = buffers.start(g.from());
        to = buffers.array(g.to());
        at = buffers.start(g.to());
        perTask = Math.max(1, (int) ((long) most * runs.count() / runs.picks()));
    }

    @Override
    public void run(Run run) {
        int some = run.share(outer);
        all = some * runs.count();
        run.threads.run(this, (all + perTask - 1) / perTask, (long) some * runs.picks() * inner * COST);
    }

    @Override
    public void run(int index, int worker) {
        int first = index * perTask;
        int last = Math.min(all, first + perTask);
        if (single) {
            pick(first, last);
        } else {
            copy(first, last);
        }
    }

    private void pick(int first, int last) {
        int n = runs.count();
        int[] source = runs.source();
        for (int o = first / n; o * n < last; o++) {
            int start = fo + o * extent;
            int target = at + o * n;
            int end = Math.min(n, last - o * n);
            for (int i = Math.max(0, first - o * n); i < end; i++) {
                to[target + i] = from[start + source[i]];
            }
        }
    }

    private void copy(int first, int last) {
        int end = target(last);
        int o = first / runs.count();
        int r = first % runs.count();
        int target = target(first);
        for (int q = first; q < last; q++) {
            int source = fo + (o * extent + runs.source()[r]) * inner;
            int n = (runs.target()[r + 1] - runs.target()[r]) * inner;
            copy(from, source, to, target, n, end);
            target += n;
            if (++r == runs.count()) {
                r = 0;
                o++;
            }
        }
    }

    /** Where a run of all outer ones is written. */
    private int target(int run) {
        return at + (run / runs.count() * runs.picks() + runs.target()[run % runs.count()]) * inner;
    }

    /**
     * Copies n numbers in whole vectors. The last may write more, but nothing from {@code end}: what lies before that is
     * written by the next copies.
     */
    private static void copy(float[] from, int fo, float[] to, int at, int n, int end) {
        int whole = Math.min(n + COUNT - 1, end - at) & -COUNT;
        int i = 0;
        for (; i < whole; i += COUNT) {
            FloatVector.fromArray(FLOAT, from, fo + i).intoArray(to, at + i);
        }
        for (; i < n; i++) {
            to[at + i] = from[fo + i];
        }
    }
}
