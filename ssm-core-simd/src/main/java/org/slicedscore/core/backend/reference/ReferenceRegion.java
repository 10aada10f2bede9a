package org.slicedscore.core.backend.reference;

import java.util.Arrays;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.api.plan.View;

/**
 * Runs a region in row-major order of its index space, one operation after the other on strips of the last axis: steps
 * and operands are looked up once for a strip, not once for a point.
 */
final class ReferenceRegion {
    /** Points of a strip, whose values stay in the first-level cache. */
    private static final int STRIP = 64;

    private final Instruction.Region region;
    private final double[][] arrays;
    private final int[] starts;
    private final int[] extents;
    /** Of the strip's first point. */
    private final int[] index;
    /** By number of the value: loads first, then steps. */
    private final double[][] values;

    ReferenceRegion(Instruction.Region region, double[][] arrays, int[] starts) {
        this.region = region;
        this.arrays = arrays;
        this.starts = starts;
        extents = region.extents().toArray();
        index = new int[extents.length];
        int strip = Math.min(STRIP, extents[extents.length - 1]);
        values = new double[region.loads().size() + region.steps().size()][strip];
    }

    void run() {
        int last = extents.length - 1;
        do {
            for (index[last] = 0; index[last] < extents[last]; index[last] += STRIP) {
                strip(Math.min(STRIP, extents[last] - index[last]));
            }
            index[last] = 0;
        } while (advance());
    }

    /** Moves to the next row; after the last, returns to the first and gives false. */
    private boolean advance() {
        for (int axis = extents.length - 2; axis >= 0; axis--) {
            if (++index[axis] < extents[axis]) {
                return true;
            }
            index[axis] = 0;
        }
        return false;
    }

    private void strip(int points) {
        int n = 0;
        for (View v : region.loads()) {
            load(v, values[n++], points);
        }
        for (Step s : region.steps()) {
            apply(s, values[n++], points);
        }
        for (Store s : region.stores()) {
            store(s, points);
        }
    }

    private int at(View v) {
        long position = starts[v.buffer()] + v.offset();
        for (int axis = 0; axis < v.strides().length; axis++) {
            position += index[axis] * v.stride(axis);
        }
        return (int) position;
    }

    private static int stride(View v) {
        return (int) v.stride(-1);
    }

    private void load(View v, double[] to, int points) {
        double[] from = arrays[v.buffer()];
        int at = at(v);
        int stride = stride(v);
        for (int i = 0; i < points; i++) {
            to[i] = from[at + i * stride];
        }
    }

    private void apply(Step s, double[] to, int points) {
        ScalarOp op = s.op();
        if (op == ScalarOp.CONSTANT) {
            Arrays.fill(to, 0, points, s.value());
            return;
        }
        // an operation ignores operands that it does not have
        double[] a = values[s.a()];
        double[] b = s.b() < 0 ? a : values[s.b()];
        double[] c = s.c() < 0 ? a : values[s.c()];
        for (int i = 0; i < points; i++) {
            to[i] = op.apply(a[i], b[i], c[i]);
        }
    }

    private void store(Store s, int points) {
        double[] from = values[s.value()];
        double[] to = arrays[s.view().buffer()];
        int at = at(s.view());
        int stride = stride(s.view());
        int last = index.length - 1;
        boolean first = true;
        boolean along = false;
        for (int axis = region.reducedFrom(); axis < region.reducedTo(); axis++) {
            first &= index[axis] == 0;
            along |= axis == last;
        }
        for (int i = 0; i < points; i++) {
            boolean starts = first && (i == 0 || !along);
            int position = at + i * stride;
            to[position] =
                    s.reduction() == null || starts ? from[i] : s.reduction().combine(to[position], from[i]);
        }
    }
}
