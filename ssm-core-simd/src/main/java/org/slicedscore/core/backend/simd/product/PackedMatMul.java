package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import org.slicedscore.core.backend.simd.math.VectorMath;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * The general matrix product: operands are copied into panels, panels multiplied by {@link Tile}s.
 *
 * <p>The larger of m and n is cut into tasks. Each task packs its own part of one operand; the other, which all tasks need,
 * is packed beforehand, once. Where C is small and k is long, k is cut into slices instead, each with a sum of its own, and
 * the sums are added at the end in a fixed order. Where products share B, its panels are made by the first of them. How k is
 * cut follows from the shape; the number of threads decides only which rows or columns are done together, and by whom.
 */
public final class PackedMatMul implements MatMulKernel, Task {
    /** Multiply-adds of a task: a few microseconds, so that sharing out costs little and the threads end together. */
    private static final long TASK = 400_000;

    /** Panels of B that are multiplied with one panel of A before the next: some of an L2 cache, and long runs of C. */
    private static final int COLUMN_PANELS = 4;

    private enum Split {
        /** Tasks are ranges of columns; A is shared. */
        COLUMNS,
        /** Tasks are ranges of rows; B is shared. */
        ROWS,
        /** Tasks are ranges of k. */
        DEPTH
    }

    private enum Phase {
        PACK,
        MULTIPLY,
        SUM
    }

    /** Work of packing a number, in multiply-adds. */
    private static final int PACKING = 16;

    /** Floats of a B that stays in an L2 cache, so that tasks may be ranges of rows however few they are. */
    private static final long SMALL_B = 1 << 17;

    /** The most panels of a task, if there are many: runs of 512 bytes of B. */
    private static final int MOST_PANELS = 4;

    /** The same where panels are fetched beforehand, whole rows at a time, and should not push A out of the cache. */
    private static final int FETCHED_PANELS = 2;

    /** Floats that are fetched in one go: a quarter of an L2 cache. */
    private static final long FETCHED = 1 << 16;

    private final int m;
    private final int n;
    private final int k;
    private final boolean add;
    private final Operand aView;
    private final int ldc;
    private final boolean bySteps;
    private final int depth;
    private final int blocks;
    private final int slices;
    private final int rowPanels;
    private final int columnPanels;
    private final int panelA;
    private final int panelB;
    private final Scratch scratch;

    /** How B is packed: beforehand, or by tasks for themselves. */
    private PackedB packedB;

    private boolean sharesB;
    private boolean packsB;
    private Split split;
    private int panelsPerTask;
    private int tasks;
    private int packedFloats;
    private long sharedFloats;

    /** Where this product's part of the shared memory starts in that: not at 0 where it is one of a {@link ProductChain}. */
    private int sharedStart;

    private float[] a;
    private int ao;
    private float[] b;
    private int bo;
    private float[] c;
    private int co;
    private float[] s;
    private Phase phase;

    PackedMatMul(int m, int n, int k, Operand aView, Operand bView, int ldc, boolean add, Scratch scratch) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.add = add;
        this.aView = aView;
        this.ldc = ldc;
        this.scratch = scratch;
        bySteps = aView.column() != 1 && k > 1;
        rowPanels = ceil(m, Tile.ROWS);
        columnPanels = ceil(n, WIDTH);
        slices = slices(m, n, k, rowPanels * columnPanels);
        int slice = ceil(k, slices);
        depth = Math.min(slice, ceil(ceil(slice, ceil(slice, Tile.DEPTH)), 16) * 16);
        blocks = ceil(k, depth);
        panelA = Packing.panelA(bySteps, depth);
        panelB = Packing.panelB(depth);
        packedB = new PackedB(n, k, bView, depth, scratch);
        split(slices > 1 ? Split.DEPTH : n >= m ? Split.COLUMNS : Split.ROWS);
    }

    /** The panels of B that this product would make and another might use; null if it is better off without. */
    PackedB panels() {
        return slices > 1 ? null : packedB;
    }

    /**
     * Uses panels of B that have memory of their own.
     *
     * @param panels of the same operand
     * @param first whether this product makes them
     */
    void share(PackedB panels, boolean first) {
        packedB = panels;
        sharesB = true;
        packsB = first;
        split(n >= m && (long) n * k > SMALL_B ? Split.COLUMNS : Split.ROWS);
    }

    private void split(Split how) {
        split = how;
        switch (how) {
            case COLUMNS -> {
                tasks = tasks(columnPanels, (long) WIDTH * m * k, packedB.isFetched() ? FETCHED_PANELS : MOST_PANELS);
                panelsPerTask = ceil(columnPanels, tasks);
            }
            case ROWS -> {
                tasks = tasks(rowPanels, (long) Tile.ROWS * n * k, Math.clamp(rowPanels / 16, 1, MOST_PANELS));
                panelsPerTask = ceil(rowPanels, tasks);
            }
            case DEPTH -> tasks = slices;
        }
        // a task's scratch: packed part, transpose's block, the tile at the edge, sums that wait
        long packed = switch (how) {
            case COLUMNS -> sharesB ? 0 : (long) panelsPerTask * panelB;
            case ROWS -> (long) panelsPerTask * panelA;
            case DEPTH -> (long) rowPanels * panelA + (long) columnPanels * panelB;
        };
        packedFloats = Math.toIntExact(packed);
        long shared = switch (how) {
            case COLUMNS -> (long) blocks * rowPanels * panelA;
            case ROWS -> sharesB ? 0 : packedB.size();
            case DEPTH -> (long) slices * m * n;
        };
        long waiting = blocks == 1
                ? 0
                : switch (how) {
                    case COLUMNS -> (long) rowPanels * panelsPerTask;
                    case ROWS -> (long) panelsPerTask * columnPanels;
                    case DEPTH -> (long) rowPanels * columnPanels;
                };
        sharedFloats = shared;
        scratch.reserve(shared, packed + Transpose.SCRATCH + (1 + waiting) * Tile.SIZE);
    }

    private static int slices(int m, int n, int k, int tiles) {
        long work = (long) m * n * k;
        if (tiles >= 64 || work < 16 * TASK || k < 4 * Tile.DEPTH) {
            return 1;
        }
        // an even number, for two cores do three in the time of four
        return Math.clamp(Math.min(work / (4 * TASK), 2L * k / (3 * Tile.DEPTH)) & ~1L, 2, 8);
    }

    /**
     * Tasks for a number of panels: so many that the threads end together, but each of several panels, which are read as longer
     * pieces of memory. Which panels are one task's changes no result.
     */
    private int tasks(int panels, long workOfOne, int several) {
        int least = Math.clamp(ceil(TASK, workOfOne), 1, panels);
        int threads = scratch.threads();
        int rounds = Math.max(1, Math.round((float) panels / (threads * Math.max(least, several))));
        return Math.min(threads * rounds, ceil(panels, least));
    }

    /** The first panel of a task. */
    private int first(int task, int panels) {
        return (int) ((long) panels * task / tasks);
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }

    /** Whether this and another product can be the parts of one {@link ProductChain}. */
    public boolean chains(PackedMatMul other) {
        return columnsAlone()
                && other.columnsAlone()
                && m == other.m
                && n == other.n
                && ldc == other.ldc
                && tasks == other.tasks;
    }

    private boolean columnsAlone() {
        return split == Split.COLUMNS && !sharesB;
    }

    /** Moves the start of this product's part of the shared memory; where the next one may start. */
    int placeShared(int start) {
        sharedStart = start;
        return Math.toIntExact(start + (sharedFloats + 15) / 16 * 16);
    }

    int tasks() {
        return tasks;
    }

    long work() {
        return (long) m * n * k;
    }

    private int shared() {
        return scratch.shared() + sharedStart;
    }

    /** Takes the operands and packs A, before {@link #multiplyColumns} does the tasks. */
    void begin(float[] a, int ao, float[] b, int bo, float[] c, int co, Threads threads) {
        take(a, ao, b, bo, c, co);
        phase = Phase.PACK;
        threads.run(this, rowPanels, (long) m * k * PACKING);
    }

    private void take(float[] a, int ao, float[] b, int bo, float[] c, int co) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
        s = scratch.array();
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, Threads threads) {
        take(a, ao, b, bo, c, co);
        if (sharesB) {
            if (packsB) {
                packedB.pack(b, bo, threads);
            }
        } else if (split == Split.ROWS) {
            packedB.place(s, shared());
            packedB.pack(b, bo, threads);
        }
        if (split == Split.COLUMNS) {
            phase = Phase.PACK;
            threads.run(this, rowPanels, (long) m * k * PACKING);
        }
        phase = Phase.MULTIPLY;
        threads.run(this, tasks, (long) m * n * k);
        if (split == Split.DEPTH) {
            phase = Phase.SUM;
            threads.run(this, m, (long) m * n * slices);
        }
    }

    @Override
    public void run(int index, int worker) {
        switch (phase) {
            case PACK -> packShared(index);
            case MULTIPLY -> {
                switch (split) {
                    case COLUMNS -> multiplyColumns(index, worker);
                    case ROWS -> multiplyRows(index, worker);
                    case DEPTH -> multiplySlice(index, worker);
                }
            }
            case SUM -> sum(index);
        }
    }

    private void packShared(int panel) {
        for (int q = 0; q < blocks; q++) {
            packA(panel, 1, q, shared() + (q * rowPanels + panel) * panelA);
        }
    }

    void multiplyColumns(int task, int worker) {
        int first = first(task, columnPanels);
        int count = first(task + 1, columnPanels) - first;
        boolean fetchesAll = (long) count * WIDTH * k <= FETCHED;
        for (int q = 0; q < blocks; q++) {
            float[] pb = s;
            int at = scratch.own(worker);
            if (sharesB) {
                pb = packedB.array();
                at = packedB.block(q) + first * panelB;
            } else {
                if (q == 0 || !fetchesAll) {
                    int end = fetchesAll ? k : q * depth + depthOf(q);
                    packedB.fetch(b, bo, first, count, q * depth, end, at + packedFloats);
                }
                packedB.pack(b, bo, first, count, q, s, at, at + packedFloats);
            }
            int pa = shared() + q * rowPanels * panelA;
            multiply(q, q == 0, q == blocks - 1, pa, 0, rowPanels, pb, at, first, count, add, c, co, ldc, worker);
        }
    }

    private void multiplyRows(int task, int worker) {
        int own = scratch.own(worker);
        int first = first(task, rowPanels);
        int count = first(task + 1, rowPanels) - first;
        for (int q = 0; q < blocks; q++) {
            packA(first, count, q, own);
            float[] pb = packedB.array();
            int at = packedB.block(q);
            multiply(q, q == 0, q == blocks - 1, own, first, count, pb, at, 0, columnPanels, add, c, co, ldc, worker);
        }
    }

    private void multiplySlice(int slice, int worker) {
        int own = scratch.own(worker);
        int panelsB = own + rowPanels * panelA;
        int sum = shared() + slice * m * n;
        int first = (int) ((long) blocks * slice / slices);
        int last = (int) ((long) blocks * (slice + 1) / slices);
        for (int q = first; q < last; q++) {
            packA(0, rowPanels, q, own);
            packedB.fetch(b, bo, 0, columnPanels, q * depth, q * depth + depthOf(q), own + packedFloats);
            packedB.pack(b, bo, 0, columnPanels, q, s, panelsB, own + packedFloats);
            multiply(
                    q,
                    q == first,
                    q == last - 1,
                    own,
                    0,
                    rowPanels,
                    s,
                    panelsB,
                    0,
                    columnPanels,
                    false,
                    s,
                    sum,
                    n,
                    worker);
        }
    }

    private void sum(int row) {
        VectorMath.sumRows(s, shared() + row * n, m * n, slices, c, co + row * ldc, n, add);
    }

    private void packA(int first, int count, int q, int at) {
        int steps = depthOf(q);
        for (int p = first; p < first + count; p++) {
            int from = ao + p * Tile.ROWS * aView.row() + q * depth * aView.column();
            int to = at + (p - first) * panelA;
            if (bySteps) {
                Packing.bySteps(a, from, aView.column(), rowsOf(p), steps, s, to);
            } else {
                Packing.byRows(a, from, aView.row(), rowsOf(p), steps, s, to);
            }
        }
    }

    /**
     * Multiplies packed panels of A from {@code pa} with packed panels of B from {@code pbo}. Between the first and the last
     * piece of k, sums wait tile by tile in the thread's own memory: rows of C may lie a power of two apart, and then they
     * push one another out of the cache.
     */
    private void multiply(
            int q,
            boolean first,
            boolean last,
            int pa,
            int firstRow,
            int rowCount,
            float[] pb,
            int pbo,
            int firstColumn,
            int columnCount,
            boolean addTo,
            float[] to,
            int at,
            int ld,
            int worker) {
        int steps = depthOf(q);
        int edge = scratch.own(worker) + packedFloats + Transpose.SCRATCH;
        int sums = edge + Tile.SIZE;
        for (int j0 = 0; j0 < columnCount; j0 += COLUMN_PANELS) {
            int j1 = Math.min(columnCount, j0 + COLUMN_PANELS);
            for (int i = 0; i < rowCount; i++) {
                int rows = rowsOf(firstRow + i);
                for (int j = j0; j < j1; j++) {
                    int column = (firstColumn + j) * WIDTH;
                    int cols = Math.min(WIDTH, n - column);
                    int target = at + (firstRow + i) * Tile.ROWS * ld + column;
                    int sum = sums + (i * columnCount + j) * Tile.SIZE;
                    int a0 = pa + i * panelA;
                    int b0 = pbo + j * panelB;
                    boolean whole = cols == WIDTH && rows == Tile.height(rows);
                    if (!last) {
                        Tile.multiply(rows, bySteps, s, a0, pb, b0, steps, !first, s, sum, WIDTH, s, sum, WIDTH);
                    } else if (!whole) {
                        Tile.multiply(rows, bySteps, s, a0, pb, b0, steps, !first, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, addTo);
                    } else if (first) {
                        Tile.multiply(rows, bySteps, s, a0, pb, b0, steps, addTo, to, target, ld, to, target, ld);
                    } else if (addTo) {
                        Tile.multiply(rows, bySteps, s, a0, pb, b0, steps, true, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, true);
                    } else {
                        Tile.multiply(rows, bySteps, s, a0, pb, b0, steps, true, s, sum, WIDTH, to, target, ld);
                    }
                }
            }
        }
    }

    private int depthOf(int q) {
        return Math.min(depth, k - q * depth);
    }

    private int rowsOf(int panel) {
        return Math.min(Tile.ROWS, m - panel * Tile.ROWS);
    }
}
