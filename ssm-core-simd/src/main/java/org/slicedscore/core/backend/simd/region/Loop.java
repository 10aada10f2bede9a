package org.slicedscore.core.backend.simd.region;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.core.backend.simd.math.Exp;

/**
 * The work of one loop on a value of a region: a step of the plan, or a few steps of which only the last is used
 * elsewhere.
 *
 * @param kind the operation
 * @param a number of the first operand's value, -1 if there is none
 * @param b number of the second operand's value, -1 if there is none
 * @param c number of the third operand's value, -1 if there is none
 * @param constant the value of a constant; of an exponential, the bound below which it is 0
 * @param cost work of an element, in multiply-adds of a matrix product at full speed, each about 5 ps
 */
record Loop(Kind kind, int a, int b, int c, double constant, int cost) {
    /** Operations of a loop: a step, or several at once. */
    enum Kind {
        CONSTANT,
        NEGATE,
        EXP,
        LOG,
        LOG1P,
        SQRT,
        SIN,
        COS,
        TANH,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MAXIMUM,
        LESS,
        FLUSH,
        SELECT,
        /** a b + c. */
        MULTIPLY_ADD,
        /** −|a|. */
        MINUS_ABSOLUTE;

        static Kind of(ScalarOp op) {
            return valueOf(op.name());
        }

        /** Whether it is a long polynomial, in a loop of its own. */
        boolean isFunction() {
            return switch (this) {
                case EXP, LOG, LOG1P, SIN, COS, TANH -> true;
                default -> false;
            };
        }
    }

    private static final int CHEAP = 10;

    /**
     * The loops of a region by the numbers of their steps; null for a step that is part of a later one's loop.
     *
     * <p>Joins {@code a b + c}, exponentials that are flushed, and the {@code −max(a, −a)} of every stable logarithm of a sum
     * of exponentials.
     */
    static Loop[] of(Instruction.Region region) {
        List<Step> steps = region.steps();
        int loads = region.loads().size();
        int[] uses = new int[loads + steps.size()];
        for (Step s : steps) {
            for (int operand : new int[] {s.a(), s.b(), s.c()}) {
                if (operand >= 0) {
                    uses[operand]++;
                }
            }
        }
        for (Store s : region.stores()) {
            uses[s.value()]++;
        }
        Step[] sole = new Step[uses.length];
        for (int i = 0; i < steps.size(); i++) {
            sole[loads + i] = uses[loads + i] == 1 ? steps.get(i) : null;
        }
        Loop[] loops = new Loop[steps.size()];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = make(steps.get(i), sole, loads, loops);
        }
        return loops;
    }

    private static Loop make(Step s, Step[] sole, int loads, Loop[] loops) {
        if (s.op() == ScalarOp.ADD) {
            int product = is(ScalarOp.MULTIPLY, s.b(), sole) ? s.b() : s.a();
            // a b + a b uses one value twice
            if (is(ScalarOp.MULTIPLY, product, sole)) {
                Step p = sole[product];
                loops[product - loads] = null;
                // its operands must outlive it, and a product in this sum is no longer a separate loop
                sole[product] = null;
                return new Loop(Kind.MULTIPLY_ADD, p.a(), p.b(), product == s.b() ? s.a() : s.b(), 0, CHEAP);
            }
        }
        if (s.op() == ScalarOp.NEGATE && is(ScalarOp.MAXIMUM, s.a(), sole)) {
            Step max = sole[s.a()];
            int negative = is(ScalarOp.NEGATE, max.b(), sole) ? max.b() : max.a();
            int value = negative == max.b() ? max.a() : max.b();
            if (is(ScalarOp.NEGATE, negative, sole) && sole[negative].a() == value) {
                loops[s.a() - loads] = null;
                loops[negative - loads] = null;
                return new Loop(Kind.MINUS_ABSOLUTE, value, -1, -1, 0, CHEAP);
            }
        }
        if (s.op() == ScalarOp.FLUSH && is(ScalarOp.EXP, s.a(), sole) && isConstant(loops, s.b() - loads)) {
            loops[s.a() - loads] = null;
            return exp(sole[s.a()].a(), loops[s.b() - loads].constant());
        }
        return switch (s.op()) {
            case CONSTANT -> new Loop(Kind.CONSTANT, -1, -1, -1, s.value(), 0);
            case EXP -> exp(s.a(), Float.MIN_NORMAL);
            default -> new Loop(Kind.of(s.op()), s.a(), s.b(), s.c(), 0, cost(s.op()));
        };
    }

    private static boolean isConstant(Loop[] loops, int loop) {
        return loop >= 0 && loops[loop].isConstant();
    }

    private static Loop exp(int a, double flushed) {
        return new Loop(Kind.EXP, a, -1, -1, Math.max(flushed, Float.MIN_NORMAL), cost(ScalarOp.EXP));
    }

    private static boolean is(ScalarOp op, int value, Step[] sole) {
        return value >= 0 && sole[value] != null && sole[value].op() == op;
    }

    private static int cost(ScalarOp op) {
        return switch (op) {
            case EXP, SIN, COS -> 50;
            case LOG, LOG1P, TANH -> 90;
            default -> CHEAP;
        };
    }

    /** Of an exponential: the argument below which it is 0. */
    float lowest() {
        return Exp.lowest(constant);
    }

    boolean isConstant() {
        return kind == Kind.CONSTANT;
    }

    /** The values it reads, each once. */
    int[] operands() {
        return IntStream.of(a, b, c).filter(v -> v >= 0).distinct().toArray();
    }
}
