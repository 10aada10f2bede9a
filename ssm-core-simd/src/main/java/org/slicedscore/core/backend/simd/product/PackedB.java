package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * The second operand of a matrix product, all of it in panels: piece of k after piece, and in each the panels side by side.
 * Products that share the operand, as the passes of a network share its weights, can share its panels.
 */
final class PackedB implements Task {
    /** Work of packing a number, in multiply-adds. */
    private static final int COST = 16;

    private final int n;
    private final int k;
    private final Operand view;
    private final boolean copied;
    private final int depth;
    private final int blocks;
    private final int columnPanels;
    private final int panel;
    private final Scratch scratch;

    private float[] b;
    private int bo;
    private float[] to;
    private int at;

    PackedB(int n, int k, Operand view, int depth, Scratch scratch) {
        this.n = n;
        this.k = k;
        this.view = view;
        this.depth = depth;
        this.scratch = scratch;
        copied = view.column() == 1 || n == 1;
        blocks = (k + depth - 1) / depth;
        columnPanels = (n + WIDTH - 1) / WIDTH;
        panel = Packing.panelB(depth);
        scratch.reserve(0, Transpose.SCRATCH);
    }

    /** Floats of all panels. */
    long size() {
        return (long) blocks * columnPanels * panel;
    }

    /** Says where the panels are to be. */
    void place(float[] to, int at) {
        this.to = to;
        this.at = at;
    }

    float[] array() {
        return to;
    }

    /** Where the panels of a piece of k start. */
    int block(int q) {
        return at + q * columnPanels * panel;
    }

    void pack(float[] b, int bo, Threads threads) {
        this.b = b;
        this.bo = bo;
        threads.run(this, columnPanels, (long) n * k * COST);
    }

    @Override
    public void run(int index, int worker) {
        fetch(b, bo, index, 1, 0, k, scratch.own(worker));
        for (int q = 0; q < blocks; q++) {
            pack(b, bo, index, 1, q, to, block(q) + index * panel, scratch.own(worker));
        }
    }

    /** Whether what is packed is fetched beforehand: rows that lie along k, to be transposed. */
    boolean isFetched() {
        return !copied;
    }

    /** Brings a range of k of some panels' columns into the cache, where that pays, using scratch memory from {@code block}. */
    void fetch(float[] b, int bo, int first, int count, int from, int to, int block) {
        if (copied) {
            return;
        }
        int cols = Math.min(n - first * WIDTH, count * WIDTH);
        int start = bo + first * WIDTH * view.column() + from;
        Packing.fetch(b, start, view.column(), cols, to - from, scratch.array(), block);
    }

    /** Copies some panels of a piece of k, using scratch memory from {@code block}. */
    void pack(float[] b, int bo, int first, int count, int q, float[] to, int at, int block) {
        int steps = Math.min(depth, k - q * depth);
        int cols = Math.min(n - first * WIDTH, count * WIDTH);
        int from = bo + first * WIDTH * view.column() + q * depth * view.row();
        if (copied) {
            Packing.columns(b, from, view.row(), cols, steps, panel, to, at);
        } else {
            Packing.transposed(b, from, view.column(), cols, steps, panel, to, at, scratch.array(), block);
        }
    }
}
