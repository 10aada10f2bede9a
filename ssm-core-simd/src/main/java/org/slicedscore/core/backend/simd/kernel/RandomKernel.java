package org.slicedscore.core.backend.simd.kernel;

import java.util.Arrays;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.backend.simd.math.Gaussian;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.PhiloxVector;
import org.slicedscore.core.backend.simd.math.PlainRandom;
import org.slicedscore.core.backend.simd.math.Rehearsal;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * Fills a block [directions, rows, elements] with random numbers. Work is split by counters, not by memory: a task
 * makes the numbers of some blocks of four, which may end one row and begin another, and copies the part that belongs
 * to each row.
 */
public final class RandomKernel implements Task {
    /** Blocks made at once, their words and numbers staying in the L1 cache. */
    private static final int CHUNK = 256;

    /** Chunks of a task. */
    private static final int CHUNKS = 8;

    /** Work of a number, in multiply-adds. */
    private static final int COST = 40;

    /** Blocks of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS * Lanes.COUNT / 2;

    /** Of each distribution: its kernels, and that of the words. */
    private static final Rehearsal[] REHEARSALS = Arrays.stream(Distribution.values())
            .map(d ->
                    new Rehearsal((d == Distribution.NORMAL ? 120 : 10) * Rehearsal.VECTORS + 150 * Rehearsal.VECTORS))
            .toArray(Rehearsal[]::new);

    private final Distribution distribution;
    private final String purpose;
    private final int directions;
    private final int rows;
    private final int elements;
    private final int blocksInRow;
    private final int tasks;
    private final int[][] firsts;
    private final int[][] seconds;
    private final float[][] numbers;

    /** The kernels on dummy numbers. */
    private final Runnable trial = new Runnable() {
        private final int[] f = new int[2 * CHUNK];
        private final int[] s = new int[2 * CHUNK];
        private final float[] x = new float[8 * CHUNK];

        @Override
        public void run() {
            fill(0, 0, 0, TRIAL, f, s, x);
        }
    };

    private long knownSeed;
    private long key;
    private int step;
    private int firstRow;
    private float[] to;
    private int at;
    private int directionStride;
    private int rowStride;

    public RandomKernel(
            Distribution distribution, String purpose, int directions, int rows, int elements, int threads) {
        this.distribution = distribution;
        this.purpose = purpose;
        this.directions = directions;
        this.rows = rows;
        this.elements = elements;
        blocksInRow = (elements + Philox.BLOCK - 1) / Philox.BLOCK;
        tasks = (blocks() + CHUNK * CHUNKS - 1) / (CHUNK * CHUNKS);
        firsts = new int[threads][2 * CHUNK];
        seconds = new int[threads][2 * CHUNK];
        // numbers, then the two parts of the radii
        numbers = new float[threads][8 * CHUNK];
        key = Philox.key(0, purpose);
    }

    private int blocks() {
        return Math.multiplyExact(rows, blocksInRow);
    }

    /**
     * Fills.
     *
     * @param rowNumber of the first row
     * @param to where; elements of a row lie side by side
     */
    public void run(
            long seed,
            int step,
            int rowNumber,
            float[] to,
            int at,
            int directionStride,
            int rowStride,
            Threads threads) {
        if (seed != knownSeed) {
            key = Philox.key(seed, purpose);
            knownSeed = seed;
        }
        this.step = step;
        firstRow = rowNumber;
        this.to = to;
        this.at = at;
        this.directionStride = directionStride;
        this.rowStride = rowStride;
        threads.run(this, directions * tasks, (long) directions * rows * elements * COST);
    }

    @Override
    public void run(int index, int worker) {
        int direction = index / tasks;
        int first = index % tasks * CHUNK * CHUNKS;
        int last = Math.min(blocks(), first + CHUNK * CHUNKS);
        for (int b = first; b < last; b += CHUNK) {
            int count = Math.min(CHUNK, last - b);
            make(direction, b, count, worker);
            copy(direction, b, count, numbers[worker]);
        }
    }

    private void make(int direction, int block, int count, int worker) {
        int[] f = firsts[worker];
        int[] s = seconds[worker];
        float[] x = numbers[worker];
        int row = block / blocksInRow;
        int first = firstRow + row;
        int inRow = block - row * blocksInRow;
        Rehearsal rehearsal = REHEARSALS[distribution.ordinal()];
        if (rehearsal.isOver()) {
            fill(first, inRow, direction, count, f, s, x);
            return;
        }
        long start = System.nanoTime();
        PlainRandom.words(key, blocksInRow, first, inRow, direction, step, count, f, s);
        switch (distribution) {
            case UNIFORM -> PlainRandom.uniform(f, s, 2 * count, x, 0);
            case RADEMACHER -> PlainRandom.rademacher(f, s, 2 * count, x, 0);
            case NORMAL -> {
                PlainRandom.radii(f, 2 * count, x, 4 * CHUNK, x, 6 * CHUNK);
                PlainRandom.pairs(s, 2 * count, x, 4 * CHUNK, x, 6 * CHUNK, x, 0);
            }
        }
        rehearsal.after(start, trial);
    }

    private void fill(int row, int block, int direction, int count, int[] f, int[] s, float[] x) {
        PhiloxVector.words(key, blocksInRow, row, block, direction, step, count, f, s);
        switch (distribution) {
            case UNIFORM -> PhiloxVector.uniform(f, s, 2 * count, x, 0);
            case RADEMACHER -> PhiloxVector.rademacher(f, s, 2 * count, x, 0);
            case NORMAL -> {
                Gaussian.radii(f, 2 * count, x, 4 * CHUNK, x, 6 * CHUNK);
                Gaussian.pairs(s, 2 * count, x, 4 * CHUNK, x, 6 * CHUNK, x, 0);
            }
        }
    }

    private void copy(int direction, int block, int count, float[] from) {
        int last = block + count;
        for (int b = block; b < last; ) {
            int row = b / blocksInRow;
            int inRow = b - row * blocksInRow;
            int end = Math.min(last, (row + 1) * blocksInRow);
            int first = inRow * Philox.BLOCK;
            int n = Math.min(elements, (inRow + end - b) * Philox.BLOCK) - first;
            int target = at + direction * directionStride + row * rowStride + first;
            System.arraycopy(from, (b - block) * Philox.BLOCK, to, target, n);
            b = end;
        }
    }
}
