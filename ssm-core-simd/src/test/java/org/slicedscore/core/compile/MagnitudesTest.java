package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.ScalarOp;

class MagnitudesTest {
    private static final int FACTOR = -63;
    private static final double[] CONSTANTS = {0, 1, -2, 0.5, 0x1p-63, 0x1p-126, 1e-3, -3e-20, 7};

    private final SplittableRandom random = new SplittableRandom(1);

    /** Whatever is said to be normal is, for random steps on random small numbers, with fused multiply-adds and without. */
    @Test
    void whatIsCalledNormalIsNormal() {
        int normal = 0;
        for (int round = 0; round < 20_000; round++) {
            Magnitudes m = new Magnitudes();
            boolean[] factors = new boolean[3];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = random.nextBoolean();
                m.load(factors[i] ? FACTOR : Magnitudes.NORMAL);
            }
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Step s = step(factors.length + i);
                steps.add(s);
                m.step(s);
            }
            for (int draw = 0; draw < 10; draw++) {
                for (boolean fused : new boolean[] {false, true}) {
                    float[] values = run(steps, factors, fused);
                    for (int v = 0; v < values.length; v++) {
                        normal += m.isNormal(v) ? 1 : 0;
                        if (m.isNormal(v) && values[v] != 0) {
                            assertFalse(
                                    Math.abs(values[v]) < Float.MIN_NORMAL,
                                    values[v] + " of value " + v + " in " + steps);
                        }
                    }
                }
            }
        }
        assertTrue(normal > 1_000_000, "many are: " + normal);
    }

    private Step step(int number) {
        ScalarOp[] all = ScalarOp.values();
        ScalarOp op = random.nextInt(4) == 0 ? ScalarOp.FLUSH : all[random.nextInt(all.length)];
        if (op == ScalarOp.CONSTANT) {
            return new Step(op, -1, -1, -1, CONSTANTS[random.nextInt(CONSTANTS.length)]);
        }
        return new Step(op, random.nextInt(number), random.nextInt(number), random.nextInt(number), 0);
    }

    private float[] run(List<Step> steps, boolean[] factors, boolean fused) {
        float[] v = new float[factors.length + steps.size()];
        for (int i = 0; i < factors.length; i++) {
            int least = factors[i] ? FACTOR : Magnitudes.NORMAL;
            double x = Math.scalb(1 + random.nextDouble(), least + random.nextInt(random.nextBoolean() ? 3 : 70));
            v[i] = random.nextInt(10) == 0 ? 0 : (float) (random.nextBoolean() ? x : -x);
        }
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            Step product = s.op() == ScalarOp.ADD && s.a() >= factors.length ? steps.get(s.a() - factors.length) : null;
            if (fused && product != null && product.op() == ScalarOp.MULTIPLY) {
                v[factors.length + i] = Math.fma(v[product.a()], v[product.b()], v[s.b()]);
            } else {
                v[factors.length + i] = s.op() == ScalarOp.CONSTANT
                        ? (float) s.value()
                        : (float) s.op().apply(v[s.a()], v[s.b()], v[s.c()]);
            }
        }
        return v;
    }

    /** The derivatives of a saturated unit are made of flushed exponentials, and need no more flushing. */
    @Test
    void slopesOfSaturatedUnits() {
        Magnitudes m = new Magnitudes();
        m.load(Magnitudes.NORMAL);
        List<Step> steps = List.of(
                new Step(ScalarOp.NEGATE, 0, -1, -1, 0),
                new Step(ScalarOp.MAXIMUM, 0, 1, -1, 0),
                new Step(ScalarOp.NEGATE, 2, -1, -1, 0),
                new Step(ScalarOp.EXP, 3, -1, -1, 0),
                new Step(ScalarOp.CONSTANT, -1, -1, -1, 0x1p-63),
                new Step(ScalarOp.FLUSH, 4, 5, -1, 0),
                new Step(ScalarOp.CONSTANT, -1, -1, -1, 1),
                new Step(ScalarOp.ADD, 6, 7, -1, 0),
                new Step(ScalarOp.DIVIDE, 7, 8, -1, 0),
                new Step(ScalarOp.MULTIPLY, 6, 9, -1, 0),
                new Step(ScalarOp.MULTIPLY, 10, 9, -1, 0),
                new Step(ScalarOp.MULTIPLY, 0, 11, -1, 0));
        steps.forEach(m::step);
        assertFalse(m.isNormal(4), "an exponential that is not flushed");
        assertTrue(m.isNormal(11), "z / (1 + z)²");
        assertFalse(m.isNormal(12), "times any number");
    }

    private static Step step(ScalarOp op, int a, int b) {
        return new Step(op, a, b, -1, 0);
    }

    /** Whether 1 / exp(y) is known to be normal, y being the last of some steps on two loads. */
    private static boolean bounds(Step... steps) {
        Magnitudes m = new Magnitudes();
        m.load(Magnitudes.NORMAL);
        m.load(Magnitudes.NORMAL);
        for (Step s : steps) {
            m.step(s);
        }
        int y = 1 + steps.length;
        m.step(step(ScalarOp.EXP, y, -1));
        m.step(new Step(ScalarOp.CONSTANT, -1, -1, -1, 1));
        m.step(step(ScalarOp.DIVIDE, y + 2, y + 1));
        return m.isNormal(y + 3);
    }

    /** exp(−max(x, −x)) is at most 1; nothing else says so of an exponential. */
    @Test
    void theExponentialOfANegativeMagnitude() {
        Step minus = step(ScalarOp.NEGATE, 0, -1);
        Step negated = step(ScalarOp.NEGATE, 3, -1);
        assertTrue(bounds(minus, step(ScalarOp.MAXIMUM, 0, 2), negated));
        assertTrue(bounds(minus, step(ScalarOp.MAXIMUM, 2, 0), negated));
        assertFalse(bounds(minus, step(ScalarOp.MAXIMUM, 0, 2)), "not negated");
        assertFalse(bounds(minus, step(ScalarOp.MAXIMUM, 1, 2), negated), "of another number");
        assertFalse(bounds(minus, step(ScalarOp.ADD, 0, 2), negated), "no maximum");
        assertFalse(bounds(step(ScalarOp.TANH, 0, -1), step(ScalarOp.MAXIMUM, 0, 2), negated), "no negation");
        assertFalse(bounds(minus), "a number's opposite");
        assertFalse(bounds(step(ScalarOp.MAXIMUM, 0, 1), step(ScalarOp.NEGATE, 2, -1)));
        assertFalse(bounds(minus, minus, step(ScalarOp.NEGATE, 1, -1)), "the opposite of a load");
    }

    /** A flush takes what is below its limit to 0, if the limit is a positive constant. */
    @Test
    void flushesAtALimit() {
        for (double limit : new double[] {0x1p-100, -0x1p-100, 0}) {
            Magnitudes m = new Magnitudes();
            m.load(Magnitudes.NORMAL - 20);
            m.step(new Step(ScalarOp.CONSTANT, -1, -1, -1, limit));
            m.step(step(ScalarOp.FLUSH, 0, 1));
            assertEquals(limit > 0, m.isNormal(2));
        }
        Magnitudes variable = new Magnitudes();
        variable.load(Magnitudes.NORMAL - 20);
        variable.load(0);
        variable.step(step(ScalarOp.FLUSH, 0, 1));
        assertFalse(variable.isNormal(2));
    }
}
