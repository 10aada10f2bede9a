package org.slicedscore.core.backend.simd.region;

import org.slicedscore.core.backend.simd.math.Exp;
import org.slicedscore.core.backend.simd.math.Log;
import org.slicedscore.core.backend.simd.math.Tanh;
import org.slicedscore.core.backend.simd.math.Trig;
import org.slicedscore.core.backend.simd.math.VectorMath;

/**
 * One step of a region on a range. Steps are called through this type and there are many, so each kernel is compiled by
 * itself: inlined into one another they would exceed the compiler's limits.
 */
interface Op {
    /**
     * {@code to = op(a, b, c)} for n elements, in whole vectors. Missing operands are passed as a.
     *
     * @param scratch room for a chunk from {@code so}
     */
    void run(
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
            int so);

    /** The kernel of a loop; none for a constant, which is memory. */
    static Op of(Loop loop) {
        return switch (loop.kind()) {
            case CONSTANT -> throw new IllegalArgumentException("a constant is no work");
            case NEGATE -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.negate(a, ao, to, at, n);
            case EXP -> {
                float lowest = loop.lowest();
                yield (a, ao, b, bo, c, co, to, at, n, s, so) -> Exp.of(a, ao, to, at, n, lowest);
            }
            case LOG -> (a, ao, b, bo, c, co, to, at, n, s, so) -> Log.of(a, ao, to, at, n);
            case LOG1P -> (a, ao, b, bo, c, co, to, at, n, s, so) -> Log.ofOnePlus(a, ao, to, at, n, s, so);
            case SQRT -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.sqrt(a, ao, to, at, n);
            case SIN -> (a, ao, b, bo, c, co, to, at, n, s, so) -> Trig.sin(a, ao, to, at, n, s, so);
            case COS -> (a, ao, b, bo, c, co, to, at, n, s, so) -> Trig.cos(a, ao, to, at, n, s, so);
            case TANH -> (a, ao, b, bo, c, co, to, at, n, s, so) -> Tanh.of(a, ao, to, at, n, s, so);
            case ADD -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.add(a, ao, b, bo, to, at, n);
            case SUBTRACT -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.subtract(a, ao, b, bo, to, at, n);
            case MULTIPLY -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.multiply(a, ao, b, bo, to, at, n);
            case DIVIDE -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.divide(a, ao, b, bo, to, at, n);
            case MAXIMUM -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.maximum(a, ao, b, bo, to, at, n);
            case LESS -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.less(a, ao, b, bo, to, at, n);
            case FLUSH -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.flush(a, ao, b, bo, to, at, n);
            case SELECT -> (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.select(a, ao, b, bo, c, co, to, at, n);
            case MULTIPLY_ADD ->
                (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.multiplyAdd(a, ao, b, bo, c, co, to, at, n);
            case MINUS_ABSOLUTE ->
                (a, ao, b, bo, c, co, to, at, n, s, so) -> VectorMath.minusAbsolute(a, ao, to, at, n);
        };
    }
}
