package org.slicedscore.core.backend.simd.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.Plans;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Storage;

/** Classes made for the arithmetic of regions: every operation bit by bit, and who shares a class. */
class GeneratedPieceTest {
    private final PhaseClasses classes = new PhaseClasses();

    private static final float[] NUMBERS = {
        0f,
        -0f,
        1f,
        -1f,
        0.3f,
        -2.7f,
        1e-40f,
        -1e-45f,
        3e38f,
        -3e38f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
    };

    /** Every pair of the numbers above, and a third that goes round. */
    private static float[] operand(int which) {
        int n = NUMBERS.length;
        float[] x = new float[n * n + Lanes.COUNT];
        for (int i = 0; i < n * n; i++) {
            x[i] = NUMBERS[(which == 0 ? i / n : which == 1 ? i % n : i / 3) % n];
        }
        return x;
    }

    /** All but constants, which are memory, and functions, which have no class made for them. */
    static Stream<Loop.Kind> arithmetic() {
        return Stream.of(Loop.Kind.values()).filter(k -> k != Loop.Kind.CONSTANT && !k.isFunction());
    }

    @ParameterizedTest
    @MethodSource("arithmetic")
    void everyOperationHasTheBitsOfItsKernel(Loop.Kind kind) {
        PhaseClass.Value[] inputs = new PhaseClass.Value[3];
        for (int i = 0; i < 3; i++) {
            inputs[i] = new PhaseClass.Value(PhaseClass.Group.INPUT, i, 0);
        }
        PhaseClass.Text text = new PhaseClass.Text(
                List.of(PhaseClass.Input.RANGE, PhaseClass.Input.RANGE, PhaseClass.Input.RANGE),
                List.of(new PhaseClass.Step(kind, inputs[0], inputs[1], inputs[2])),
                List.of(new PhaseClass.Value(PhaseClass.Group.STEP, 0, 0)));
        int n = NUMBERS.length * NUMBERS.length;
        float[][] arrays = {operand(0), operand(1), operand(2), new float[n + Lanes.COUNT]};
        new PhaseClass(text).code().run(arrays, new int[4], new int[] {0, 1, 2, 3}, n);
        float[] expected = new float[n + Lanes.COUNT];
        Op.of(new Loop(kind, 0, 1, 2, 0, 0))
                .run(arrays[0], 0, arrays[1], 0, arrays[2], 0, expected, 0, n, new float[2 * n], 0);
        for (int i = 0; i < n; i++) {
            assertEquals(expected[i], arrays[3][i], kind + " at " + i);
        }
    }

    @Test
    void aBackendKeepsSoManyClassesAndNoMore() {
        PhaseClass[] made = new PhaseClass[PhaseClasses.MOST + 1];
        for (int i = 0; i < made.length; i++) {
            made[i] = classes.of(constant(i));
        }
        assertSame(made[PhaseClasses.MOST], classes.of(constant(PhaseClasses.MOST)));
        assertSame(made[1], classes.of(constant(1)), "as it was asked for again, it stays");
        assertNotSame(made[0], classes.of(constant(0)), "the oldest was forgotten");
        assertSame(made[1], classes.of(constant(1)));
        assertNotSame(made[2], classes.of(constant(2)), "then the next");
    }

    private static PhaseClass.Text constant(int bits) {
        PhaseClass.Value value = new PhaseClass.Value(PhaseClass.Group.CONSTANT, 0, bits);
        return new PhaseClass.Text(List.of(), List.of(), List.of(value));
    }

    @Test
    void scalarsAreReadOnceAndMayStandOnEitherSide() {
        PhaseClass m = classOf(0, 1, true);
        assertSame(m, classOf(0, 1, false), "x·s and s·x are one class");
        assertNotSame(m, classOf(0, 0, true), "x·x is another");
    }

    /** The class of {@code 2 x y + 1} or {@code y x 2 + 1} for one or two loads, the second a scalar. */
    private PhaseClass classOf(int a, int b, boolean scalarLast) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(ScalarOp.CONSTANT, -1, -1, -1, 2));
        steps.add(new Step(ScalarOp.MULTIPLY, scalarLast ? a : b, scalarLast ? b : a, -1, 0));
        steps.add(new Step(ScalarOp.MULTIPLY, scalarLast ? 3 : 2, scalarLast ? 2 : 3, -1, 0));
        Instruction.Region region = new Instruction.Region(
                IntTuple.of(40),
                0,
                0,
                List.of(new View(0, 0, 1), new View(1, 0, 0)),
                steps,
                List.of(new Store(4, new View(2, 0, 1), null)));
        List<Buffer> buffers = List.of(
                new Buffer(0, Buffer.Kind.INPUT, "x", Shape.of(40), 0, null),
                new Buffer(1, Buffer.Kind.INPUT, "s", Shape.of(1), 0, null),
                new Buffer(2, Buffer.Kind.OUTPUT, "y", Shape.of(40), 0, null));
        Plan plan = new Plan("scalar", buffers, List.of(region), 0);
        assertArrayEquals(
                Plans.run(RegionRunner.INTERPRETED, "simd", plan, 1, 1).get(0),
                Plans.run(RegionRunner.GENERATED, "simd", plan, 1, 1).get(0));
        Storage storage = new Storage();
        Buffers memory = new Buffers(plan, Map.of(), storage);
        RegionMemory r = new RegionMemory(
                region,
                Loop.of(region),
                new int[] {40},
                new Chunks(new int[] {40}, 1024),
                memory,
                new Constants(storage));
        return ((GeneratedPiece) RegionPhases.of(r, classes).getFirst()).made();
    }
}
