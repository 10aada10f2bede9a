package org.slicedscore.core.backend.simd.region;

import java.util.List;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/**
 * A generated class for some arithmetic, and its state: named, loaded, compiled. All regions of a backend with the
 * same arithmetic share it ({@link PhaseClasses}).
 *
 * <p>Until it is compiled, each of its vector operations is a call that allocates an object, a hundred times
 * slower. So it is rehearsed on dummy numbers, a little at a time, while regions are interpreted.
 * Both do the same exactly rounded operations, so results do not depend on when compiled code takes over.
 */
final class PhaseClass {
    /** The source of an operand. */
    enum Group {
        INPUT,
        CONSTANT,
        STEP
    }

    /** How an input is read. */
    enum Input {
        /** Vector by vector. */
        RANGE,
        /** One number for all elements. */
        SCALAR
    }

    /**
     * An operand.
     *
     * @param index number of the input or step
     * @param bits of a constant
     */
    record Value(Group group, int index, int bits) {}

    /** An operation; missing operands are null. */
    record Step(Loop.Kind kind, Value a, Value b, Value c) {}

    /**
     * The arithmetic of a class.
     *
     * @param inputs in the order of the values read
     * @param steps in order
     * @param stored the steps whose results are written
     */
    record Text(List<Input> inputs, List<Step> steps, List<Value> stored) {
        /** Vector operations per iteration. */
        int operations() {
            return inputs.size() + steps.size() + stored.size();
        }
    }

    /** Elements of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS * Lanes.COUNT;

    private final Text text;
    private volatile PhaseCode code;
    private final Rehearsal rehearsal;

    PhaseClass(Text text) {
        this.text = text;
        rehearsal = new Rehearsal(text.operations() * Rehearsal.VECTORS);
    }

    /** Whether it is compiled. */
    boolean isReady() {
        return rehearsal.isOver();
    }

    /** The code, made at the first call. */
    PhaseCode code() {
        PhaseCode c = code;
        if (c == null) {
            c = load();
        }
        return c;
    }

    /**
     * Runs the code for a given time on scratch memory and checks whether it is compiled.
     *
     * @param values as many arrays as the code reads and writes
     * @param n elements of a chunk
     * @param nanoseconds the time to run
     * @return the nanoseconds it took
     */
    synchronized long rehearse(float[][] arrays, int[] offsets, int[] values, int n, long nanoseconds) {
        if (rehearsal.isPaused()) {
            return 0;
        }
        PhaseCode made = code();
        int some = Math.min(n, TRIAL);
        return rehearsal.rehearse(nanoseconds, () -> made.run(arrays, offsets, values, some));
    }

    private synchronized PhaseCode load() {
        if (code == null) {
            code = PhaseWriter.make(text);
        }
        return code;
    }
}
