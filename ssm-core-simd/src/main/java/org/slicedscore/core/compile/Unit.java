package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Instruction.Region.Step;

/** A future instruction, over values instead of numbered buffers. */
abstract sealed class Unit {
    /** A value and the operand's layout in it. */
    record Operand(Value value, Layout layout) {}

    final Set<Value> reads = new LinkedHashSet<>();
    final Set<Value> writes = new LinkedHashSet<>();
    /** Units that must run before this one although it reads nothing they write. */
    final Set<Unit> after = new LinkedHashSet<>();
    /** Position in the order of the graph: the scheduler's tie-break. */
    int priority;

    void reads(Value v) {
        if (reads.add(v)) {
            v.readers.add(this);
        }
    }

    void writes(Value v) {
        if (writes.add(v)) {
            v.writers.add(this);
        }
    }

    /** Element-wise work with reductions at its ends, over an index space without axes of extent 1. */
    static final class Region extends Unit {
        /** A result; reduction is null for a plain store. Strides are those of the index space. */
        record Store(int number, Operand to, Primitive.Reduction reduction) {}

        final Shape space;
        /** The axes of the space that reducing stores reduce over. */
        final IntTuple reduced;

        final List<Operand> loads = new ArrayList<>();
        final List<Step> steps = new ArrayList<>();
        final List<Store> stores = new ArrayList<>();

        Region(Shape space, IntTuple reduced) {
            this.space = space;
            this.reduced = reduced;
        }

        void store(int number, Operand to, Primitive.Reduction reduction) {
            stores.add(new Store(number, to, reduction));
            writes(to.value());
        }
    }

    /** Any other primitive, applied to operands. */
    static final class Heavy extends Unit {
        final Primitive primitive;
        final List<Operand> operands;
        final Operand result;
        final boolean accumulate;

        Heavy(Primitive primitive, List<Operand> operands, Operand result, boolean accumulate) {
            this.primitive = primitive;
            this.operands = operands;
            this.result = result;
            this.accumulate = accumulate;
            operands.forEach(o -> reads(o.value()));
            if (accumulate) {
                after.addAll(result.value().writers);
            }
            writes(result.value());
        }
    }
}
