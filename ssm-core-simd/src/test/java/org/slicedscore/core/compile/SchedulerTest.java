package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;

/** The order of instructions. */
class SchedulerTest {
    private static final int ROWS = 8;

    /** Values and tangents of a layer, which the graph has one after the other. */
    @Test
    void productsWithOneLargeFactorFollowOneAnother() {
        assertEquals(List.of(0, 1, 2), productsOf(256));
    }

    @Test
    void withASmallFactorMemoryDecides() {
        assertEquals(List.of(0, 2, 4), productsOf(64));
    }

    /** Places among the products by a weight, where each is followed by others that give back memory. */
    private static List<Integer> productsOf(int width) {
        Expr x = CompilerTest.input("x", ROWS, width);
        Expr w = CompilerTest.variable("w", width, width);
        Expr narrow = CompilerTest.variable("narrow", width, 3);
        Program.Builder program = Program.named("layer");
        for (int i = 0; i < 3; i++) {
            Expr layer = x.mul(i + 2).tanh().matmul(w);
            program.output("out" + i, layer.matmul(narrow));
        }
        Plan plan = Compiler.compile(program.build());
        List<Instruction.MatMul> products = plan.instructions().stream()
                .filter(Instruction.MatMul.class::isInstance)
                .map(Instruction.MatMul.class::cast)
                .toList();
        return IntStream.range(0, products.size())
                .filter(i -> products.get(i).n() == width)
                .boxed()
                .toList();
    }
}
