package org.slicedscore.core.backend.reference;

import org.slicedscore.api.expr.Primitive.Reduction;
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

    /** Moves to the next point; false, and back at the first one, after the last. */
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
            values[n++] = apply(s);
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
                value = s.reduction() == Reduction.SUM ? to[at] + value : Math.max(to[at], value);
            }
            to[at] = value;
        }
    }

    private double apply(Step s) {
        double a = s.a() < 0 ? 0 : values[s.a()];
        double b = s.b() < 0 ? 0 : values[s.b()];
        return switch (s.op()) {
            case CONSTANT -> s.value();
            case NEGATE -> -a;
            case EXP -> Math.exp(a);
            case LOG -> Math.log(a);
            case LOG1P -> Math.log1p(a);
            case SQRT -> Math.sqrt(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TANH -> Math.tanh(a);
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case LESS -> a < b ? 1 : 0;
            case SELECT -> a != 0 ? b : values[s.c()];
        };
    }
}
