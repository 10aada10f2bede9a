package org.slicedscore.core.backend.simd.region;

import java.util.List;
import org.slicedscore.core.backend.simd.math.Lanes;

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

    /** Calls by which compilation has been requested at the latest, for loops of few iterations. */
    private static final int ASKED = 3000;

    /** Calls after which it will not be compiled. */
    private static final int HOPELESS = 200_000;

    /** Elements of a rehearsal. */
    private static final int SHORT = 4 * Lanes.COUNT;

    /** Nanoseconds of a vector operation that show compiled code: it takes less than one, an allocating call 50. */
    private static final double COMPILED = 8;

    /** Nanoseconds that a measurement takes. */
    private static final double TIMER = 50;

    private final Text text;
    private volatile PhaseCode code;
    private volatile boolean ready;
    private int calls;

    PhaseClass(Text text) {
        this.text = text;
    }

    /** Whether it is compiled. */
    boolean isReady() {
        return ready;
    }

    /** Whether to stop waiting for the compiler. */
    boolean isHopeless() {
        return calls > HOPELESS;
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
        PhaseCode c = code();
        long start = System.nanoTime();
        long spent = 0;
        while (!ready && spent < nanoseconds && !isHopeless()) {
            if (calls >= ASKED) {
                long from = System.nanoTime();
                c.run(arrays, offsets, values, n);
                double operations = (double) text.operations() * n / Lanes.COUNT;
                ready = System.nanoTime() - from < COMPILED * operations + TIMER;
            }
            c.run(arrays, offsets, values, Math.min(n, SHORT));
            calls++;
            spent = System.nanoTime() - start;
        }
        return spent;
    }

    private synchronized PhaseCode load() {
        if (code == null) {
            code = PhaseWriter.make(text);
        }
        return code;
    }
}
