package org.slicedscore.core.backend.reference;

import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.api.plan.View;

/** Runs a region point by point, in row-major order of its index space. */
final class ReferenceRegion {
    private final Instruction.Region region;
    private final double[][] arrays;
    private final int[] starts;
    private final int[] extents;
    private final int[] index;
    private final double[] values;

    ReferenceRegion(Instruction.Region region, double[][] arrays, int[] starts) {
        this.region = region;
        this.arrays = arrays;
        this.starts = starts;
        extents = region.extents().toArray();
        index = new int[extents.length];
        values = new double[region.loads().size() + region.steps().size()];
    }

    void run() {
        do {
            point();
        } while (advance());
    }

    /** Moves to the next point; after the last, returns to the first and gives false. */
    private boolean advance() {
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            if (++index[axis] < extents[axis]) {
                return true;
            }
            index[axis] = 0;
        }
        return false;
    }

    private int at(View v) {
        long position = starts[v.buffer()] + v.offset();
        for (int axis = 0; axis < index.length; axis++) {
            position += index[axis] * v.stride(axis);
        }
        return (int) position;
    }

    private void point() {
        int n = 0;
        for (View v : region.loads()) {
            values[n++] = arrays[v.buffer()][at(v)];
        }
        for (Step s : region.steps()) {
            values[n++] = s.apply(values);
        }
        boolean first = true;
        for (int axis = region.reducedFrom(); axis < region.reducedTo(); axis++) {
            first &= index[axis] == 0;
        }
        for (Store s : region.stores()) {
            double[] to = arrays[s.view().buffer()];
            int at = at(s.view());
            double value = values[s.value()];
            if (s.reduction() != null && !first) {
                value = s.reduction().combine(to[at], value);
            }
            to[at] = value;
        }
    }
}
