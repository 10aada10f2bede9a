package org.slicedscore.core.backend.simd.region;

import java.util.List;
import org.slicedscore.core.backend.simd.math.Lanes;

/**
 * A generated class for some arithmetic, and how far it has got: named, loaded, compiled. All regions of a backend with the
 * same arithmetic share it ({@link PhaseClasses}).
 *
 * <p>Until the compiler has done with it, each of its vector operations is a call that makes an object, a hundred times as
 * slow as it is going to be. So it is rehearsed on numbers of no meaning, a little at a time, while regions are interpreted.
 * Both do the same exactly rounded operations, so a result does not depend on when one takes over from the other.
 */
final class PhaseClass {
    /** Where an operand comes from. */
    enum Group {
        INPUT,
        CONSTANT,
        STEP
    }

    /** How an input is read. */
    enum Input {
        /** Vector by vector. */
        RANGE,
        /** One number for all. */
        SCALAR
    }

    /**
     * An operand.
     *
     * @param index number of the input or step
     * @param bits of a constant
     */
    record Value(Group group, int index, int bits) {}

    /** An operation; operands that it does not have are null. */
    record Step(Loop.Kind kind, Value a, Value b, Value c) {}

    /**
     * What a class computes.
     *
     * @param inputs in the order of the values that are read
     * @param steps in order
     * @param stored the steps whose results are written
     */
    record Text(List<Input> inputs, List<Step> steps, List<Value> stored) {
        /** Vector operations of a turn of the loop. */
        int operations() {
            return inputs.size() + steps.size() + stored.size();
        }
    }

    /** Calls after which the compiler has been asked at the latest, for loops of a few turns. */
    private static final int ASKED = 3000;

    /** Calls after which it is not going to be compiled. */
    private static final int HOPELESS = 200_000;

    /** Elements of a rehearsal. */
    private static final int SHORT = 4 * Lanes.COUNT;

    /** Nanoseconds of a vector operation that show compiled code: it takes less than one, a call that makes an object 50. */
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

    /** Whether the compiler has been waited for long enough. */
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
     * Calls the code for about so long on memory whose contents are free, and finds out whether it is compiled.
     *
     * @param values as many as the code reads and writes
     * @param n elements of a chunk
     * @param nanoseconds how long
     * @return nanoseconds that it took
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
