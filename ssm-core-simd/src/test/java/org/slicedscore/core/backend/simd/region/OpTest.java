package org.slicedscore.core.backend.simd.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.core.backend.simd.Numbers;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.Reductions;

/** Element-wise kernels against double precision, in units of the last place of a float. */
class OpTest {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e-20f,
        -1e-20f,
        88.72f,
        88.73f,
        -87.4f,
        -100f,
        -103.9f,
        -104.5f,
        0.625f,
        0.6249999f,
        16f,
        -0.99999994f,
        3.1415927f,
        1.5707964f,
        29_999f,
        1e6f,
        -3e9f
    };

    record Function(ScalarOp op, DoubleUnaryOperator exact, double from, double to, boolean logarithmic, double ulps) {}

    static List<Function> functions() {
        double trig = Lanes.FMA ? 2 : 3;
        return List.of(
                new Function(ScalarOp.EXP, OpTest::exp, -104, 88.8, false, 1),
                new Function(ScalarOp.EXP, OpTest::exp, 1e-40, 80, true, 1),
                new Function(ScalarOp.LOG, StrictMath::log, 1e-45, 3e38, true, 1),
                new Function(ScalarOp.LOG, StrictMath::log, 0.5, 2, false, 1),
                new Function(ScalarOp.LOG1P, StrictMath::log1p, 1e-44, 1e38, true, 1),
                new Function(ScalarOp.LOG1P, StrictMath::log1p, -0.999, 1, false, 1),
                new Function(ScalarOp.SQRT, StrictMath::sqrt, 1e-45, 3e38, true, 0.5),
                new Function(ScalarOp.TANH, StrictMath::tanh, -2, 2, false, 2),
                new Function(ScalarOp.TANH, StrictMath::tanh, 1e-40, 1e30, true, 2),
                new Function(ScalarOp.SIN, StrictMath::sin, -10, 10, false, trig),
                new Function(ScalarOp.SIN, StrictMath::sin, 1e-40, 1e9, true, trig),
                new Function(ScalarOp.COS, StrictMath::cos, -10, 10, false, trig),
                new Function(ScalarOp.COS, StrictMath::cos, 1e-40, 1e9, true, trig),
                new Function(ScalarOp.NEGATE, x -> -x, -5, 5, false, 0));
    }

    /** 0 in place of denormal results. */
    private static double exp(double x) {
        return x < -87.33654 ? 0 : StrictMath.exp(x);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void withinUlps(Function f) {
        SplittableRandom random = new SplittableRandom(1);
        int n = 4096;
        float[] x = new float[n];
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < n; i++) {
                double u = random.nextDouble();
                x[i] = (float)
                        (f.logarithmic()
                                ? f.from() * Math.exp(u * Math.log(f.to() / f.from()))
                                : f.from() + u * (f.to() - f.from()));
            }
            if (round == 0) {
                System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
            }
            float[] y = apply(f.op(), x, x, x, 0, n);
            for (int i = 0; i < n; i++) {
                double exact = f.exact().applyAsDouble(x[i]);
                assertTrue(
                        Numbers.ulps(exact, y[i]) <= f.ulps(),
                        f.op() + "(" + x[i] + "): expected " + exact + ", found " + y[i] + ", off by "
                                + Numbers.ulps(exact, y[i]) + " ulp");
            }
        }
    }

    @Test
    void anElementIsTheSameWhereverARangeBegins() {
        float[] x = Arrays.copyOf(SPECIAL, 207 + 4 * Lanes.COUNT);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = SPECIAL.length; i < x.length; i++) {
            x[i] = (float) (random.nextDouble() * 20 - 10);
        }
        for (ScalarOp op : ScalarOp.values()) {
            if (op == ScalarOp.CONSTANT) {
                continue;
            }
            float[] whole = apply(op, x, x, x, 0, 207);
            for (int from : new int[] {1, 2, 3, Lanes.COUNT - 1, Lanes.COUNT, Lanes.COUNT + 1, 100}) {
                for (int n : new int[] {1, 2, Lanes.COUNT - 1, Lanes.COUNT + 1, 107}) {
                    assertArrayEquals(
                            Arrays.copyOfRange(whole, from, from + n),
                            Arrays.copyOf(apply(op, x, x, x, from, n), n),
                            op + " from " + from + ", " + n + " elements");
                }
            }
        }
    }

    @Test
    void operationsOfTwoAndThree() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 500;
        float[] a = new float[n + Lanes.COUNT];
        float[] b = new float[n + Lanes.COUNT];
        float[] c = new float[n + Lanes.COUNT];
        for (int i = 0; i < n; i++) {
            a[i] = i < 400 ? (float) random.nextDouble() - 0.5f : SPECIAL[random.nextInt(SPECIAL.length)];
            b[i] = i < 400 ? (float) random.nextDouble() - 0.5f : SPECIAL[random.nextInt(SPECIAL.length)];
            c[i] = i % 3 == 0 ? a[i] : (float) random.nextDouble();
        }
        a[7] = b[7];
        check(ScalarOp.ADD, (x, y) -> (float) x + (float) y, a, b, n);
        check(ScalarOp.SUBTRACT, (x, y) -> (float) x - (float) y, a, b, n);
        check(ScalarOp.MULTIPLY, (x, y) -> (float) x * (float) y, a, b, n);
        check(ScalarOp.DIVIDE, (x, y) -> (float) x / (float) y, a, b, n);
        check(ScalarOp.MAXIMUM, Math::max, a, b, n);
        check(ScalarOp.LESS, (x, y) -> x < y ? 1 : 0, a, b, n);
        check(ScalarOp.FLUSH, (x, y) -> Math.abs(x) < y ? 0 : x, a, b, n);
        float[] chosen = apply(ScalarOp.SELECT, a, b, c, 0, n);
        for (int i = 0; i < n; i++) {
            assertEquals(a[i] != 0 ? b[i] : c[i], chosen[i], "select at " + i);
        }
    }

    private static void check(ScalarOp op, DoubleBinaryOperator exact, float[] a, float[] b, int n) {
        float[] found = apply(op, a, b, a, 0, n);
        for (int i = 0; i < n; i++) {
            assertEquals((float) exact.applyAsDouble(a[i], b[i]), found[i], op + "(" + a[i] + ", " + b[i] + ")");
        }
    }

    /** For all sorts of bits: plain loops, which come first, and kernels. */
    @ParameterizedTest
    @EnumSource(value = Loop.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "CONSTANT")
    void plainLoopsHaveTheBitsOfTheirKernels(Loop.Kind kind) {
        SplittableRandom random = new SplittableRandom(6);
        int n = 1 << 16;
        float[][] x = new float[3][n + Lanes.COUNT];
        for (int round = 0; round < 8; round++) {
            for (float[] values : x) {
                for (int i = 0; i < n; i++) {
                    values[i] = switch (random.nextInt(4)) {
                        case 0 -> Float.intBitsToFloat(random.nextInt());
                        case 1 -> SPECIAL[random.nextInt(SPECIAL.length)];
                        default -> (float) (random.nextDouble() * 40 - 20);
                    };
                }
            }
            Loop loop = new Loop(kind, 0, 1, 2, Float.MIN_NORMAL, 0);
            int[] plain = bits(new ColdOp(loop), x, n);
            int[] kernel = bits(Op.of(loop), x, n);
            for (int i = 0; i < n; i++) {
                if (plain[i] != kernel[i]) {
                    assertEquals(kernel[i], plain[i], kind + " of " + x[0][i] + ", " + x[1][i] + ", " + x[2][i]);
                }
            }
        }
    }

    /** The bits of the results; one NaN is as good as another. */
    private static int[] bits(Op op, float[][] x, int n) {
        float[] found = new float[n + Lanes.COUNT];
        op.run(x[0], 0, x[1], 0, x[2], 0, found, 0, n, new float[n + Lanes.COUNT], 0);
        int[] bits = new int[n];
        Arrays.setAll(bits, i -> Float.floatToIntBits(found[i]));
        return bits;
    }

    @Test
    void sumsRowsAndInnerProducts() {
        float[] x = Numbers.uniform(5000, 4);
        float[] y = Numbers.uniform(5000, 5);
        for (int n : new int[] {0, 1, 2, Lanes.COUNT - 1, Lanes.COUNT, Lanes.COUNT + 1, 207, 4097}) {
            double sum = 0;
            double dot = 0;
            float max = x[3];
            for (int i = 0; i < n; i++) {
                sum += x[3 + i];
                dot += (double) x[3 + i] * y[5 + i];
                max = Math.max(max, x[3 + i]);
            }
            assertEquals(sum, Reductions.sum(x, 3, n), 1e-5 * Math.sqrt(n + 1), "sum of " + n);
            assertEquals(dot, Reductions.dot(x, 3, y, 5, n), 1e-5 * Math.sqrt(n + 1), "inner product of " + n);
            if (n > 0) {
                assertEquals(max, Reductions.max(x, 3, n), "largest of " + n);
            }
        }
        int n = 37;
        float[] to = new float[n + Lanes.COUNT];
        Reductions.sumRows(x, 1, 50, 9, to, 0, n, false);
        float[] largest = Arrays.copyOf(x, n + Lanes.COUNT);
        Reductions.maxRows(y, 1, 50, 9, largest, 0, n);
        for (int j = 0; j < n; j++) {
            float sum = 0;
            float max = x[j];
            for (int i = 0; i < 9; i++) {
                sum += x[1 + 50 * i + j];
                max = Math.max(max, y[1 + 50 * i + j]);
            }
            assertEquals(sum, to[j]);
            assertEquals(max, largest[j]);
        }
        assertEquals(0, to[n], "beyond the columns");
    }

    /** The operation on n elements from one place, over one of its operands to see that this is allowed. */
    private static float[] apply(ScalarOp op, float[] a, float[] b, float[] c, int from, int n) {
        int room = n + 2 * Lanes.COUNT;
        float[] x = Arrays.copyOf(Arrays.copyOfRange(a, from, from + n), room);
        float[] y = Arrays.copyOf(Arrays.copyOfRange(b, from, from + n), room);
        float[] z = Arrays.copyOf(Arrays.copyOfRange(c, from, from + n), room);
        Op.of(new Loop(Loop.Kind.of(op), 0, 1, 2, Float.MIN_NORMAL, 0))
                .run(x, 0, y, 0, z, 0, x, 0, n, new float[room], 0);
        return Arrays.copyOf(x, n);
    }
}
