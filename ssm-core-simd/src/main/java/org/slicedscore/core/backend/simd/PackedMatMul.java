package org.slicedscore.core.backend.simd;

import static org.slicedscore.core.backend.simd.Tile.WIDTH;

/**
 * The general matrix product: operands are copied into panels, panels multiplied by {@link Tile}s.
 *
 * <p>The larger of m and n is cut into tasks. Each task packs its own part of one operand; the other, which all tasks need,
 * is packed beforehand, once. Where C is small and k is long, k is cut into slices instead, each with a sum of its own, and
 * the sums are added at the end in a fixed order. All of this follows from the shape, so the number of threads decides
 * only who does a task.
 */
final class PackedMatMul implements MatMulKernel, Task {
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

    private final int m;
    private final int n;
    private final int k;
    private final boolean add;
    private final Operand aView;
    private final Operand bView;
    private final int ldc;
    private final boolean bySteps;
    private final boolean copiedB;
    private final Split split;
    private final int depth;
    private final int blocks;
    private final int slices;
    private final int rowPanels;
    private final int columnPanels;
    private final int panelA;
    private final int panelB;
    private final int panelsPerTask;
    private final int tasks;
    private final int packedFloats;
    private final Scratch scratch;

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
        this.bView = bView;
        this.ldc = ldc;
        this.scratch = scratch;
        bySteps = aView.column() != 1 && k > 1;
        copiedB = bView.column() == 1 || n == 1;
        rowPanels = ceil(m, Tile.ROWS);
        columnPanels = ceil(n, WIDTH);
        slices = slices(m, n, k, rowPanels * columnPanels);
        int slice = ceil(k, slices);
        depth = Math.min(slice, ceil(ceil(slice, ceil(slice, Tile.DEPTH)), 16) * 16);
        blocks = ceil(k, depth);
        panelA = Packing.panelA(bySteps, depth);
        panelB = Packing.panelB(depth);
        if (slices > 1) {
            split = Split.DEPTH;
            panelsPerTask = 0;
            tasks = slices;
        } else if (n >= m) {
            split = Split.COLUMNS;
            panelsPerTask = panels(columnPanels, (long) WIDTH * m * k);
            tasks = ceil(columnPanels, panelsPerTask);
        } else {
            split = Split.ROWS;
            panelsPerTask = panels(rowPanels, (long) Tile.ROWS * n * k);
            tasks = ceil(rowPanels, panelsPerTask);
        }
        // a task's scratch: packed part, transpose's block, one tile
        long packed = switch (split) {
            case COLUMNS -> (long) panelsPerTask * panelB;
            case ROWS -> (long) panelsPerTask * panelA;
            case DEPTH -> (long) rowPanels * panelA + (long) columnPanels * panelB;
        };
        packedFloats = Math.toIntExact(packed);
        long shared = switch (split) {
            case COLUMNS -> (long) blocks * rowPanels * panelA;
            case ROWS -> (long) blocks * columnPanels * panelB;
            case DEPTH -> (long) slices * m * n;
        };
        long waiting = blocks == 1
                ? 0
                : switch (split) {
                    case COLUMNS -> (long) rowPanels * panelsPerTask;
                    case ROWS -> (long) panelsPerTask * columnPanels;
                    case DEPTH -> (long) rowPanels * columnPanels;
                };
        scratch.reserve(shared, packed + Transpose.SCRATCH + (1 + waiting) * Tile.SIZE);
    }

    private static int slices(int m, int n, int k, int tiles) {
        long work = (long) m * n * k;
        if (tiles >= 64 || work < 16 * TASK || k < 4 * Tile.DEPTH) {
            return 1;
        }
        return Math.clamp(Math.min(work / (4 * TASK), k / (2 * Tile.DEPTH)), 2, 8);
    }

    /** Panels of a task: few enough to share out evenly, but several, for they are read as longer pieces of memory. */
    private static int panels(int all, long workOfOne) {
        int least = Math.clamp(ceil(TASK, workOfOne), 1, all);
        return Math.max(least, Math.clamp(all / 16, 1, 4));
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, Threads threads) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
        s = scratch.array();
        long work = (long) m * n * k;
        if (split != Split.DEPTH) {
            phase = Phase.PACK;
            threads.run(
                    this,
                    split == Split.COLUMNS ? rowPanels : columnPanels,
                    split == Split.COLUMNS ? (long) m * k : (long) n * k);
        }
        phase = Phase.MULTIPLY;
        threads.run(this, tasks, work);
        if (split == Split.DEPTH) {
            phase = Phase.SUM;
            threads.run(this, m, (long) m * n * slices);
        }
    }

    @Override
    public void run(int index, int worker) {
        switch (phase) {
            case PACK -> packShared(index, worker);
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

    private void packShared(int panel, int worker) {
        int shared = scratch.shared();
        for (int q = 0; q < blocks; q++) {
            if (split == Split.COLUMNS) {
                packA(panel, 1, q, shared + (q * rowPanels + panel) * panelA);
            } else {
                packB(panel, 1, q, shared + (q * columnPanels + panel) * panelB, worker);
            }
        }
    }

    private void multiplyColumns(int task, int worker) {
        int own = scratch.own(worker);
        int first = task * panelsPerTask;
        int count = Math.min(panelsPerTask, columnPanels - first);
        for (int q = 0; q < blocks; q++) {
            packB(first, count, q, own, worker);
            int packed = scratch.shared() + q * rowPanels * panelA;
            multiply(q, q == 0, q == blocks - 1, packed, 0, rowPanels, own, first, count, add, c, co, ldc, worker);
        }
    }

    private void multiplyRows(int task, int worker) {
        int own = scratch.own(worker);
        int first = task * panelsPerTask;
        int count = Math.min(panelsPerTask, rowPanels - first);
        for (int q = 0; q < blocks; q++) {
            packA(first, count, q, own);
            int packed = scratch.shared() + q * columnPanels * panelB;
            multiply(q, q == 0, q == blocks - 1, own, first, count, packed, 0, columnPanels, add, c, co, ldc, worker);
        }
    }

    private void multiplySlice(int slice, int worker) {
        int packedA = scratch.own(worker);
        int packedB = packedA + rowPanels * panelA;
        int sum = scratch.shared() + slice * m * n;
        int first = (int) ((long) blocks * slice / slices);
        int last = (int) ((long) blocks * (slice + 1) / slices);
        for (int q = first; q < last; q++) {
            packA(0, rowPanels, q, packedA);
            packB(0, columnPanels, q, packedB, worker);
            multiply(
                    q,
                    q == first,
                    q == last - 1,
                    packedA,
                    0,
                    rowPanels,
                    packedB,
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
        VectorMath.sumRows(s, scratch.shared() + row * n, m * n, slices, c, co + row * ldc, n, add);
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

    private void packB(int first, int count, int q, int at, int worker) {
        int steps = depthOf(q);
        int cols = Math.min(n - first * WIDTH, count * WIDTH);
        int from = bo + first * WIDTH * bView.column() + q * depth * bView.row();
        if (copiedB) {
            Packing.columns(b, from, bView.row(), cols, steps, panelB, s, at);
        } else {
            int block = scratch.own(worker) + packedFloats;
            Packing.transposed(b, from, bView.column(), cols, steps, panelB, s, at, s, block);
        }
    }

    /**
     * Multiplies packed panels of A from {@code pa} with packed panels of B from {@code pb}. Between the first and the last
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
            int pb,
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
                    int b0 = pb + j * panelB;
                    boolean whole = cols == WIDTH && rows == Tile.height(rows);
                    if (!last) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, !first, s, sum, WIDTH, s, sum, WIDTH);
                    } else if (!whole) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, !first, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, addTo);
                    } else if (first) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, addTo, to, target, ld, to, target, ld);
                    } else if (addTo) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, true, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, true);
                    } else {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, true, s, sum, WIDTH, to, target, ld);
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
