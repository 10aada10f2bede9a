package org.slicedscore.core.backend.simd.region;

import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.Reductions;
import org.slicedscore.core.backend.simd.memory.Scratch;

/**
 * One reducing store of a region: takes chunk after chunk, in the order of the points, and writes a result when its last
 * point has come.
 */
final class Reducer {
    private final int value;
    private final boolean max;
    private final Strided view;
    private final int[] extents;
    private final int reduced;
    private final int inner;
    private final Scratch scratch;
    private final boolean flat;
    /** Whether the sum of a whole row can be written at once. */
    private final boolean direct;

    private final int size;
    /** For each thread, whether its sums have nothing in them. */
    private final boolean[] fresh;

    private int own;
    private int shared;

    /**
     * @param length inner points that are reduced at once
     */
    Reducer(
            Instruction.Region.Store store,
            Strided view,
            int[] extents,
            int outer,
            int reduced,
            int inner,
            int length,
            Scratch scratch) {
        value = store.value();
        max = store.reduction() == Reduction.MAX;
        this.view = view;
        this.extents = extents;
        this.reduced = reduced;
        this.inner = inner;
        this.scratch = scratch;
        size = (length + Lanes.COUNT - 1 & -Lanes.COUNT) + Lanes.COUNT;
        fresh = new boolean[scratch.threads() * 16];
        flat = isFlat();
        direct = flat && inner == 1 && !max;
    }

    /** Whether results lie side by side in the order of the points. */
    private boolean isFlat() {
        int expected = 1;
        for (int i = extents.length - 1; i >= 0; i--) {
            int stride = view.strides()[i];
            if (extents[i] == 1 || stride == 0) {
                continue;
            }
            if (stride != expected) {
                return false;
            }
            expected *= extents[i];
        }
        return true;
    }

    /** Takes its places in memory; what follows in the threads' own is free. */
    int place(int ownStart, int sharedStart, int slices) {
        own = ownStart;
        shared = sharedStart;
        return ownStart + size;
    }

    int value() {
        return value;
    }

    /** Floats of one slice's results for one outer point. */
    int partialSize() {
        return size;
    }

    void begin(int worker) {
        fresh[worker * 16] = true;
    }

    /** Takes the points from {@code point} on, whole rows of inner points. */
    void take(float[] x, int xo, int point, int n, int worker) {
        float[] sums = scratch.array();
        int mine = scratch.own(worker) + own;
        int row = point / inner;
        int rows = n / inner;
        int o = row / reduced;
        int r = row - o * reduced;
        int at = xo;
        while (rows > 0) {
            if (r == 0 && direct && rows >= reduced) {
                int whole = rows / reduced;
                Reductions.sums(x, at, whole, reduced, view.array(), view.start() + o);
                at += whole * reduced;
                rows -= whole * reduced;
                o += whole;
                continue;
            }
            int count = Math.min(rows, reduced - r);
            if (inner == 1) {
                takeSegment(x, at, count, sums, mine, worker);
            } else {
                takeRows(x, at, count, inner, sums, mine, worker);
            }
            at += count * inner;
            rows -= count;
            r += count;
            if (r == reduced) {
                write(o * reduced * inner, inner, worker);
                fresh[worker * 16] = true;
                r = 0;
                o++;
            }
        }
    }

    /** Takes a piece of one row. */
    void takeRow(float[] x, int xo, int n, int worker) {
        takeRows(x, xo, 1, n, scratch.array(), scratch.own(worker) + own, worker);
    }

    private void takeSegment(float[] x, int xo, int count, float[] sums, int mine, int worker) {
        float y = max ? Reductions.max(x, xo, count) : Reductions.sum(x, xo, count);
        if (!fresh[worker * 16]) {
            y = max ? Math.max(sums[mine], y) : sums[mine] + y;
        }
        fresh[worker * 16] = false;
        sums[mine] = y;
    }

    private void takeRows(float[] x, int xo, int count, int n, float[] sums, int mine, int worker) {
        int first = 0;
        if (fresh[worker * 16]) {
            System.arraycopy(x, xo, sums, mine, n);
            first = 1;
            fresh[worker * 16] = false;
        }
        if (max) {
            Reductions.maxRows(x, xo + first * n, n, count - first, sums, mine, n);
        } else {
            Reductions.addRows(x, xo + first * n, n, count - first, sums, mine, n);
        }
    }

    /** Writes results of the inner points from {@code point} on, a point at which the reduced indices are 0. */
    void write(int point, int n, int worker) {
        float[] sums = scratch.array();
        int mine = scratch.own(worker) + own;
        if (flat) {
            int o = point / (reduced * inner);
            System.arraycopy(sums, mine, view.array(), view.start() + o * inner + point % inner, n);
        } else {
            Walk.scatter(sums, mine, extents, view.strides(), point, n, view.array(), view.start());
        }
    }

    /** Keeps the result of a slice; slices of one outer point are numbered consecutively. */
    void keep(int slice, int worker) {
        float[] all = scratch.array();
        System.arraycopy(all, scratch.own(worker) + own, all, scratch.shared() + shared + slice * size, inner);
    }

    /** Combines the slices of an outer point and writes the result. */
    void combine(int o, int slices, int worker) {
        float[] sums = scratch.array();
        int mine = scratch.own(worker) + own;
        float[] parts = scratch.array();
        int first = scratch.shared() + shared + o * slices * size;
        System.arraycopy(parts, first, sums, mine, inner);
        if (max) {
            Reductions.maxRows(parts, first + size, size, slices - 1, sums, mine, inner);
        } else {
            Reductions.addRows(parts, first + size, size, slices - 1, sums, mine, inner);
        }
        write(o * reduced * inner, inner, worker);
    }
}
