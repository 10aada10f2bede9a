package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The division of a matrix product into panels, pieces of k, and parts for threads.
 *
 * <p>The larger of m and n is split into parts. Each packs its own range of one operand; the other, which all parts
 * need, is packed beforehand, once. If C is small and k is long, k is split into slices instead, each with a sum of its
 * own, and the sums are added at the end in a fixed order. The division of k follows from the shape; the number of
 * threads decides only which rows or columns are computed together, and by which thread.
 *
 * @param m rows of A and C
 * @param n columns of B and C
 * @param k columns of A and rows of B
 * @param bySteps the layout of A's panels
 * @param split the dimension that is split
 * @param depth steps of a piece of k, but for the last
 * @param blocks pieces of k
 * @param rowPanels panels of A in each piece
 * @param columnPanels panels of B in each piece
 * @param panelA floats of a panel of A
 * @param panelB floats of a panel of B
 * @param parts one for each task
 */
record ProductPlan(
        int m,
        int n,
        int k,
        boolean bySteps,
        Split split,
        int depth,
        int blocks,
        int rowPanels,
        int columnPanels,
        int panelA,
        int panelB,
        List<Part> parts) {
    /** The dimension that parts divide. */
    enum Split {
        /** Columns; A is shared. */
        COLUMNS,
        /** Rows; B is shared. */
        ROWS,
        /** k; the sums are shared. */
        DEPTH
    }

    /** Ranges of panels of A, of panels of B and of pieces of k; the last as its first and the one behind it. */
    record Part(int firstRow, int rows, int firstColumn, int columns, int firstBlock, int endBlock) {}

    /** Multiply-adds of a task: a few microseconds, so that sharing out costs little and the threads end together. */
    private static final long TASK = 400_000;

    /** The most panels of a task, if there are many: runs of 512 bytes of B. */
    private static final int MOST_PANELS = 4;

    /** The same where panels are fetched beforehand, whole rows at a time, and should not push A out of the cache. */
    private static final int FETCHED_PANELS = 2;

    /**
     * Plans a product.
     *
     * @param fetched whether B is fetched before it is packed
     */
    static ProductPlan of(int m, int n, int k, boolean bySteps, boolean fetched, int threads) {
        int rowPanels = ceil(m, Tile.ROWS);
        int columnPanels = ceil(n, WIDTH);
        int slices = slices(m, n, k, rowPanels * columnPanels);
        int slice = ceil(k, slices);
        int depth = Math.min(slice, ceil(ceil(slice, ceil(slice, Tile.DEPTH)), 16) * 16);
        int blocks = ceil(k, depth);
        Split split = slices > 1 ? Split.DEPTH : n >= m ? Split.COLUMNS : Split.ROWS;
        int tasks = switch (split) {
            case COLUMNS -> tasks(columnPanels, (long) WIDTH * m * k, fetched ? FETCHED_PANELS : MOST_PANELS, threads);
            case ROWS ->
                tasks(rowPanels, (long) Tile.ROWS * n * k, Math.clamp(rowPanels / 16, 1, MOST_PANELS), threads);
            case DEPTH -> slices;
        };
        int cut = switch (split) {
            case COLUMNS -> columnPanels;
            case ROWS -> rowPanels;
            case DEPTH -> blocks;
        };
        List<Part> parts = IntStream.range(0, tasks)
                .mapToObj(t -> {
                    int first = first(t, cut, tasks);
                    int end = first(t + 1, cut, tasks);
                    return switch (split) {
                        case COLUMNS -> new Part(0, rowPanels, first, end - first, 0, blocks);
                        case ROWS -> new Part(first, end - first, 0, columnPanels, 0, blocks);
                        case DEPTH -> new Part(0, rowPanels, 0, columnPanels, first, end);
                    };
                })
                .toList();
        int panelA = Packing.panelA(bySteps, depth);
        int panelB = Packing.panelB(depth);
        return new ProductPlan(m, n, k, bySteps, split, depth, blocks, rowPanels, columnPanels, panelA, panelB, parts);
    }

    private static int slices(int m, int n, int k, int tiles) {
        long work = (long) m * n * k;
        if (tiles >= 64 || work < 16 * TASK || k < 4 * Tile.DEPTH) {
            return 1;
        }
        // an even number, because two cores do three in the time of four
        return Math.clamp(Math.min(work / (4 * TASK), 2L * k / (3 * Tile.DEPTH)) & ~1L, 2, 8);
    }

    /**
     * Tasks for a number of panels: so many that the threads end together, but each of several panels, which are read as longer
     * pieces of memory. Which panels are one task's changes no result.
     */
    private static int tasks(int panels, long workOfOne, int several, int threads) {
        int least = Math.clamp((TASK + workOfOne - 1) / workOfOne, 1, panels);
        int rounds = Math.max(1, Math.round((float) panels / (threads * Math.max(least, several))));
        return Math.min(threads * rounds, ceil(panels, least));
    }

    /** The first panel or piece of a part. */
    private static int first(int part, int panels, int parts) {
        return (int) ((long) panels * part / parts);
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Multiply-adds. */
    long work() {
        return (long) m * n * k;
    }

    /** Steps of a piece of k. */
    int depthOf(int block) {
        return Math.min(depth, k - block * depth);
    }

    /** Rows of a panel of A. */
    int rowsOf(int panel) {
        return Math.min(Tile.ROWS, m - panel * Tile.ROWS);
    }

    /** Columns of some panels of B. */
    int columnsOf(int first, int count) {
        return Math.min(n - first * WIDTH, count * WIDTH);
    }

    /** Floats that all threads see: the operand that is packed once, or the sums of slices. */
    long sharedFloats() {
        return switch (split) {
            case COLUMNS -> (long) blocks * rowPanels * panelA;
            case ROWS -> (long) blocks * columnPanels * panelB;
            case DEPTH -> (long) parts.size() * m * n;
        };
    }

    /** Floats of a thread's own panels; A before B if it packs both. */
    int packedFloats() {
        int a = split == Split.COLUMNS ? 0 : most(false) * panelA;
        int b = split == Split.ROWS ? 0 : most(true) * panelB;
        return Math.addExact(a, b);
    }

    /** Tiles whose sums wait between pieces of k. */
    long waitingTiles() {
        return blocks == 1 ? 0 : (long) most(false) * most(true);
    }

    private int most(boolean ofColumns) {
        return parts.stream()
                .mapToInt(p -> ofColumns ? p.columns() : p.rows())
                .max()
                .orElseThrow();
    }
}
