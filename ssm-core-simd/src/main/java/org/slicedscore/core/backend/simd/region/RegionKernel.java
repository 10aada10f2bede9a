package org.slicedscore.core.backend.simd.region;

import java.util.Arrays;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/**
 * A region: its chunks dealt out to threads, and its reductions.
 *
 * <p>Reduced axes lie between outer and inner kept ones. A reduction is finished by the task that began it, as long as
 * there are enough outer or inner points to make tasks of. Otherwise the reduced points are split into slices, each
 * with a result of its own, and those are combined at the end in order.
 */
public final class RegionKernel implements Runner, Task {
    /** The most points of a chunk: a few kilobytes for each value in flight. */
    static final int CHUNK = 1024;

    /** The number of values above which chunks are half as long, so that they still fit the L1 cache. */
    private static final int MANY_VALUES = 16;

    /** Work of a task, in multiply-adds: some microseconds. */
    private static final int TASK = 1_000_000;

    /** The largest number of tasks; far more than threads, so that these end together. */
    private static final int MOST_TASKS = 64;

    private enum Kind {
        /** Tasks are ranges of chunks, each of which holds whole reductions, if any. */
        CHUNKS,
        /** Tasks are ranges of outer points, each of them some chunks. */
        OUTER,
        /** Tasks are outer points and slices of the reduced ones. */
        SLICES,
        /** Tasks are outer points and pieces of the inner ones, that is of chunks that lie behind one another. */
        INNER
    }

    private final int[] extents;
    private final Chunks chunks;
    private final RegionRunner code;
    private final Reducer[] reducers;
    private final int outer;
    private final int reduced;
    private final int inner;
    private final Kind kind;
    private final int chunksOfOuter;
    private final int perTask;
    private final int slices;
    private final int tasks;
    private final long work;
    private boolean combining;

    /** Chunks of the run at hand: the first ones that hold the rows that count. */
    private int ending;

    public RegionKernel(
            Instruction.Region region, Buffers buffers, Constants constants, PhaseClasses classes, Scratch scratch) {
        extents = region.extents().toArray();
        Loop[] loops = Loop.of(region);
        int cost = cost(region, loops);
        work = region.points() * cost / 2;
        int task = TASK / cost;
        boolean reducing = region.reducedFrom() < region.reducedTo();
        int from = reducing ? region.reducedFrom() : 0;
        int to = reducing ? region.reducedTo() : 0;
        outer = product(0, from);
        reduced = product(from, to);
        inner = product(to, extents.length);
        int limit = region.loads().size() + loops.length > MANY_VALUES ? CHUNK / 2 : CHUNK;
        chunks = new Chunks(extents, limit);
        chunksOfOuter = Math.max(1, chunks.count / outer);
        int length = Math.min(inner, chunks.size);
        if (!reducing || chunks.cutAxis < from) {
            kind = Kind.CHUNKS;
            perTask = perTask(chunks.count, chunks.size, task);
            slices = 1;
            tasks = ceil(chunks.count, perTask);
        } else if (chunks.cutAxis >= to) {
            kind = Kind.INNER;
            perTask = 1;
            slices = 1;
            tasks = chunks.count / reduced;
        } else if (outer >= MOST_TASKS / 4 || chunksOfOuter * chunks.size < 2 * task) {
            kind = Kind.OUTER;
            perTask = perTask(outer, reduced * inner, task);
            slices = 1;
            tasks = ceil(outer, perTask);
        } else {
            kind = Kind.SLICES;
            perTask = 1;
            slices = Math.clamp(chunksOfOuter * chunks.size / task, 1, Math.min(chunksOfOuter, MOST_TASKS / outer));
            tasks = outer * slices;
        }
        reducers = region.stores().stream()
                .filter(s -> s.reduction() != null)
                .map(s -> new Reducer(
                        s, Strided.of(s.view(), extents, buffers), extents, outer, reduced, inner, length, scratch))
                .toArray(Reducer[]::new);
        int at = 0;
        int shared = 0;
        for (Reducer r : reducers) {
            at = r.place(at, shared, slices);
            shared += slices > 1 ? r.partialSize() * outer * slices : 0;
        }
        RegionMemory memory = new RegionMemory(region, loops, extents, chunks, buffers, constants);
        code = new RegionRunner(memory, classes, region.points(), scratch, at);
        scratch.reserve(shared, at);
    }

    private static int cost(Instruction.Region region, Loop[] loops) {
        int cost = 8 * (region.loads().size() + region.stores().size());
        for (Loop loop : loops) {
            cost += loop == null ? 0 : loop.cost();
        }
        return cost;
    }

    private int product(int from, int to) {
        int n = 1;
        for (int i = from; i < to; i++) {
            n = Math.multiplyExact(n, extents[i]);
        }
        return n;
    }

    private static int perTask(int count, int points, int most) {
        return Math.max(ceil(count, MOST_TASKS), Math.max(1, most / Math.max(1, points)));
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    @Override
    public void run(Run run) {
        if (!code.isRehearsing()) {
            compute(run);
            return;
        }
        long start = System.nanoTime();
        compute(run);
        code.rehearse(System.nanoTime() - start);
    }

    private void compute(Run run) {
        code.begin();
        combining = false;
        int points = run.share(extents[0]) * product(1, extents.length);
        ending = kind == Kind.CHUNKS ? chunks.covering(points) : points / (reduced * inner) * chunksOfOuter;
        int some = switch (kind) {
            case CHUNKS -> ceil(ending, perTask);
            case OUTER -> ceil(ending / chunksOfOuter, perTask);
            case SLICES -> ending / chunksOfOuter * slices;
            case INNER -> ending / reduced;
        };
        run.threads.run(this, some, work * some / tasks);
        if (slices > 1) {
            combining = true;
            int sums = some / slices;
            run.threads.run(this, sums, (long) sums * slices * inner * reducers.length * 10);
        }
    }

    @Override
    public void run(int index, int worker) {
        if (combining) {
            for (Reducer r : reducers) {
                r.combine(index, slices, worker);
            }
            return;
        }
        switch (kind) {
            case CHUNKS -> range(index * perTask, Math.min(ending, (index + 1) * perTask), -1, worker);
            case OUTER -> {
                int first = index * perTask * chunksOfOuter;
                range(first, Math.min(ending, first + perTask * chunksOfOuter), -1, worker);
            }
            case SLICES -> {
                int o = index / slices;
                int s = index % slices;
                int first = o * chunksOfOuter + (int) ((long) chunksOfOuter * s / slices);
                int last = o * chunksOfOuter + (int) ((long) chunksOfOuter * (s + 1) / slices);
                range(first, last, slices > 1 ? index : -1, worker);
            }
            case INNER -> column(index, worker);
        }
    }

    /** Consecutive chunks; their reductions are complete, unless they are a slice. */
    private void range(int first, int last, int slice, int worker) {
        for (Reducer r : reducers) {
            r.begin(worker);
        }
        for (int c = first; c < last; c++) {
            int point = chunks.start(c);
            int n = chunks.length(c);
            code.run(point, n, worker);
            for (Reducer r : reducers) {
                r.take(code.array(r.value(), worker), code.offset(r.value(), worker), point, n, worker);
            }
        }
        if (slice >= 0) {
            for (Reducer r : reducers) {
                r.keep(slice, worker);
            }
        }
    }

    /** The chunks that hold the same inner points, one reduced point after the other. */
    private void column(int index, int worker) {
        int pieces = chunksOfOuter / reduced;
        int o = index / pieces;
        int piece = index % pieces;
        for (Reducer r : reducers) {
            r.begin(worker);
        }
        int point = 0;
        int n = 0;
        for (int i = 0; i < reduced; i++) {
            int chunk = o * chunksOfOuter + i * pieces + piece;
            point = chunks.start(chunk);
            n = chunks.length(chunk);
            code.run(point, n, worker);
            for (Reducer r : reducers) {
                r.takeRow(code.array(r.value(), worker), code.offset(r.value(), worker), n, worker);
            }
        }
        // back from the last reduced point to the first
        int target = point - (reduced - 1) * inner;
        for (Reducer r : reducers) {
            r.write(target, n, worker);
        }
    }

    @Override
    public String toString() {
        return kind + " " + Arrays.toString(extents) + " chunk " + chunks.size + ", " + tasks + " tasks";
    }
}
