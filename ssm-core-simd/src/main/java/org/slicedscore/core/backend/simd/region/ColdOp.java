package org.slicedscore.core.backend.simd.region;

import java.util.Arrays;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.PlainMath;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/** One step of a region in its first second: plain loops with the bits of its kernel, until that is compiled. */
final class ColdOp implements Op {
    private static final Rehearsal[] REHEARSALS =
            Arrays.stream(Loop.Kind.values()).map(ColdOp::rehearsal).toArray(Rehearsal[]::new);

    /** Elements of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS * Lanes.COUNT;

    /** What trials work on: three operands, a result, and scratch. */
    private static final float[] NUMBERS = new float[5 * TRIAL];

    private final Loop loop;
    private final float lowest;
    private final Op kernel;
    private final Rehearsal rehearsal;
    private final Runnable trial;

    ColdOp(Loop loop) {
        this.loop = loop;
        lowest = loop.kind() == Loop.Kind.EXP ? loop.lowest() : 0;
        kernel = Op.of(loop);
        rehearsal = REHEARSALS[loop.kind().ordinal()];
        trial = () -> kernel.run(
                NUMBERS, 0, NUMBERS, TRIAL, NUMBERS, 2 * TRIAL, NUMBERS, 3 * TRIAL, TRIAL, NUMBERS, 4 * TRIAL);
    }

    /** One for all steps of a kind, since those share their kernel. */
    private static Rehearsal rehearsal(Loop.Kind kind) {
        int operations = kind.isFunction() ? 40 : 4;
        return new Rehearsal(operations * Rehearsal.VECTORS);
    }

    /** Whether the kernel is fast, and to be called itself. */
    boolean isOver() {
        return rehearsal.isOver();
    }

    /** The kernel. */
    Op kernel() {
        return kernel;
    }

    @Override
    public void run(
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            float[] to,
            int at,
            int n,
            float[] scratch,
            int so) {
        long start = System.nanoTime();
        switch (loop.kind()) {
            case CONSTANT -> throw new IllegalStateException("a constant is no work");
            case NEGATE -> PlainMath.negate(a, ao, to, at, n);
            case EXP -> PlainMath.exp(a, ao, to, at, n, lowest);
            case LOG -> PlainMath.log(a, ao, to, at, n);
            case LOG1P -> PlainMath.logOfOnePlus(a, ao, to, at, n);
            case SQRT -> PlainMath.sqrt(a, ao, to, at, n);
            case SIN -> PlainMath.sin(a, ao, to, at, n);
            case COS -> PlainMath.cos(a, ao, to, at, n);
            case TANH -> PlainMath.tanh(a, ao, to, at, n);
            case ADD -> PlainMath.add(a, ao, b, bo, to, at, n);
            case SUBTRACT -> PlainMath.subtract(a, ao, b, bo, to, at, n);
            case MULTIPLY -> PlainMath.multiply(a, ao, b, bo, to, at, n);
            case DIVIDE -> PlainMath.divide(a, ao, b, bo, to, at, n);
            case MAXIMUM -> PlainMath.maximum(a, ao, b, bo, to, at, n);
            case LESS -> PlainMath.less(a, ao, b, bo, to, at, n);
            case FLUSH -> PlainMath.flush(a, ao, b, bo, to, at, n);
            case SELECT -> PlainMath.select(a, ao, b, bo, c, co, to, at, n);
            case MULTIPLY_ADD -> PlainMath.multiplyAdd(a, ao, b, bo, c, co, to, at, n);
            case MINUS_ABSOLUTE -> PlainMath.minusAbsolute(a, ao, to, at, n);
        }
        rehearsal.after(start, trial);
    }
}
