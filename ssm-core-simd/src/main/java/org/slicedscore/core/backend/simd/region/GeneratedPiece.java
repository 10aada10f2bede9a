package org.slicedscore.core.backend.simd.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.core.backend.simd.region.Loop.Kind;

/** Arithmetic of a region in one loop: a generated class, shared by regions with the same arithmetic. */
final class GeneratedPiece implements RegionPiece {
    private final PhaseClass made;

    /** The values that the class reads and writes, in the order of its own numbers. */
    private final int[] values;

    private final int[] reads;
    private final int[] writes;

    GeneratedPiece(RegionMemory memory, List<Integer> arithmetic, List<Integer> results, PhaseClasses classes) {
        Translation t = new Translation(memory);
        arithmetic.forEach(t::step);
        writes = results.stream().mapToInt(v -> v).toArray();
        List<PhaseClass.Value> stored = results.stream().map(t.numbers::get).toList();
        reads = t.reads.stream().mapToInt(v -> v).toArray();
        values = new int[reads.length + writes.length];
        System.arraycopy(reads, 0, values, 0, reads.length);
        System.arraycopy(writes, 0, values, reads.length, writes.length);
        made = classes.of(new PhaseClass.Text(List.copyOf(t.inputs), List.copyOf(t.steps), stored));
    }

    /** The class, and whether it is compiled. */
    PhaseClass made() {
        return made;
    }

    @Override
    public void run(float[][] arrays, int[] offsets, int n, float[] scratch, int so) {
        made.code().run(arrays, offsets, values, n);
    }

    /**
     * Runs the class on dummy numbers.
     *
     * @param place of a thread that is not processing a chunk
     * @param at start of space for a chunk in {@code own}
     */
    long rehearse(RegionMemory.Place place, float[] own, int at, int n, long nanoseconds) {
        for (int v : values) {
            place.arrays[v] = own;
            place.offsets[v] = at;
        }
        return made.rehearse(place.arrays, place.offsets, values, n, nanoseconds);
    }

    @Override
    public int[] reads() {
        return reads;
    }

    @Override
    public int[] writes() {
        return writes;
    }

    /**
     * Numbers values in the order of their first use, so that equal arithmetic gets equal text wherever it stands: first what
     * is read from memory, then constants, then steps, each group from where it comes first.
     */
    private static final class Translation {
        private final RegionMemory memory;
        private final List<Integer> reads = new ArrayList<>();
        private final List<PhaseClass.Input> inputs = new ArrayList<>();
        private final List<PhaseClass.Step> steps = new ArrayList<>();
        private final Map<Integer, PhaseClass.Value> numbers = new HashMap<>();

        Translation(RegionMemory memory) {
            this.memory = memory;
        }

        void step(int loop) {
            Loop l = memory.loops[loop];
            int a = l.a();
            int b = l.b();
            boolean commutes = l.kind() == Kind.ADD || l.kind() == Kind.MULTIPLY || l.kind() == Kind.MULTIPLY_ADD;
            if (commutes && memory.isScalar(a) && !memory.isScalar(b)) {
                a = l.b();
                b = l.a();
            }
            steps.add(new PhaseClass.Step(l.kind(), value(a), value(b), value(l.c())));
            numbers.put(memory.loads + loop, new PhaseClass.Value(PhaseClass.Group.STEP, steps.size() - 1, 0));
        }

        private PhaseClass.Value value(int v) {
            if (v < 0) {
                return null;
            }
            return numbers.computeIfAbsent(v, this::operand);
        }

        private PhaseClass.Value operand(int v) {
            if (v >= memory.loads && memory.isConstant(v - memory.loads)) {
                float constant = (float) memory.loops[v - memory.loads].constant();
                return new PhaseClass.Value(PhaseClass.Group.CONSTANT, 0, Float.floatToRawIntBits(constant));
            }
            reads.add(v);
            inputs.add(memory.isScalar(v) ? PhaseClass.Input.SCALAR : PhaseClass.Input.RANGE);
            return new PhaseClass.Value(PhaseClass.Group.INPUT, reads.size() - 1, 0);
        }
    }
}
