package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.ScalarOp;

/**
 * Bounds on the magnitudes of a region's values in single precision, as powers of 2: what cannot be denormal needs no
 * flushing.
 */
final class Magnitudes {
    /** Of the least normal number. */
    static final int NORMAL = -126;

    /** Digits of a number behind its first. */
    private static final int DIGITS = 23;

    /** A lower bound that says nothing. */
    private static final int ANY = -1000;

    private static final int HIGHEST = 128;

    /** Of the least results of sine and cosine beside 0, but for a sine of a small angle. */
    private static final int TURNS = -40;

    private final List<Integer> least = new ArrayList<>();
    private final List<Integer> most = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int loads;

    /**
     * Adds the next load.
     *
     * @param bound the exponent of a number that is at most the magnitude of all that it reads, but for 0
     */
    void load(int bound) {
        loads++;
        add(bound, HIGHEST);
    }

    /** Adds the next step; loads come before. */
    void step(Step s) {
        steps.add(s);
        add(leastOf(s), mostOf(s));
    }

    private void add(int lower, int upper) {
        least.add(Math.max(lower, ANY));
        most.add(upper);
    }

    /** Whether a value is 0 or at least 2⁻¹²⁶. */
    boolean isNormal(int number) {
        return least.get(number) >= NORMAL;
    }

    private int leastOf(Step s) {
        int a = s.a() < 0 ? 0 : least.get(s.a());
        int b = s.b() < 0 ? 0 : least.get(s.b());
        return switch (s.op()) {
            case CONSTANT -> s.value() == 0 ? 0 : Math.getExponent((float) s.value());
            case NEGATE -> a;
            case EXP -> ANY;
            // next to 1 a number differs from it by 2⁻²⁴ or more
            case LOG -> -25;
            case LOG1P, TANH -> nearly(a);
            case SQRT -> Math.floorDiv(a, 2);
            case SIN -> Math.min(nearly(a), TURNS);
            case COS -> TURNS;
            case ADD, SUBTRACT -> Math.min(grain(s.a()), grain(s.b()));
            case MULTIPLY -> a + b;
            case DIVIDE -> most.get(s.b()) == HIGHEST ? ANY : a - most.get(s.b()) - 1;
            case MAXIMUM -> Math.min(a, b);
            case LESS -> 0;
            case FLUSH -> isPositive(s.b()) ? Math.max(a, b) : a;
            case SELECT -> Math.min(b, least.get(s.c()));
        };
    }

    /** The bound of a function that is x near 0 but for an error of rounding, and normal where x is. */
    private static int nearly(int x) {
        return x > NORMAL ? x - 1 : x;
    }

    /**
     * A power of 2 of which all elements are multiples; sums are multiples of it too. A product's are those of the exact
     * product, as it may be added without rounding.
     */
    private int grain(int number) {
        Step s = number < loads ? null : steps.get(number - loads);
        return s != null && s.op() == ScalarOp.MULTIPLY
                ? least.get(s.a()) + least.get(s.b()) - 2 * DIGITS
                : least.get(number) - DIGITS;
    }

    private int mostOf(Step s) {
        int a = s.a() < 0 ? 0 : most.get(s.a());
        int b = s.b() < 0 ? 0 : most.get(s.b());
        int upper = switch (s.op()) {
            case CONSTANT -> Math.getExponent((float) s.value()) + 1;
            case NEGATE, FLUSH, TANH -> a;
            case LESS, SIN, COS -> 0;
            case EXP -> isNegative(s.a()) ? 0 : HIGHEST;
            case ADD, SUBTRACT -> Math.max(a, b) + 1;
            case MAXIMUM -> Math.max(a, b);
            case SELECT -> Math.max(b, most.get(s.c()));
            case LOG, LOG1P, SQRT, MULTIPLY, DIVIDE -> HIGHEST;
        };
        return Math.min(upper, HIGHEST);
    }

    /** Whether a value is −max(x, −x). */
    private boolean isNegative(int number) {
        Step negate = number < loads ? null : steps.get(number - loads);
        if (negate == null || negate.op() != ScalarOp.NEGATE || negate.a() < loads) {
            return false;
        }
        Step max = steps.get(negate.a() - loads);
        return max.op() == ScalarOp.MAXIMUM && (isNegative(max.a(), max.b()) || isNegative(max.b(), max.a()));
    }

    /** Whether a value is −x. */
    private boolean isNegative(int number, int x) {
        if (number < loads) {
            return false;
        }
        Step s = steps.get(number - loads);
        return s.op() == ScalarOp.NEGATE && s.a() == x;
    }

    /** Whether a value is a positive constant. */
    private boolean isPositive(int number) {
        Step s = number < loads ? null : steps.get(number - loads);
        return s != null && s.op() == ScalarOp.CONSTANT && s.value() > 0;
    }
}
