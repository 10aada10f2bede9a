package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;

/** Elements that one later region reads are computed there if that saves writing them, and nowhere else. */
class SinkingTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 4;

    // products: what depends on inputs alone waits for its reader anyway
    private final Expr x = product("x");
    private final Expr y = product("y");
    private final Expr z = product("z");
    private final Expr v = CompilerTest.variable("v", ROWS, COLUMNS);

    @Test
    void whatWaitsForASumIsComputedBehindIt() {
        Expr sum = x.mul(y).sum(1).expand(1);
        // the exponential could be had beside the sum, and would have to be written
        assertWritten(List.of(0, 1), program(x.mul(3).exp().mul(sum)));
    }

    @Test
    void allThatANodeIsMadeOfMovesWithIt() {
        Expr sum = x.mul(y).sum(1).expand(1);
        Expr root = x.square().add(1).sqrt();
        assertWritten(List.of(0, 1), program(root.add(root.log()).mul(sum)));
    }

    @Test
    void whatWouldHaveToBeWrittenInsteadStays() {
        Expr product = x.mul(y);
        // the sum needs the product, which is in no memory
        Expr sum = product.sum(1).expand(1);
        assertWritten(List.of(1, 1), program(product.exp().mul(sum)));
    }

    @Test
    void whatWouldBeReadInsteadIsWeighed() {
        Expr sum = x.square().sum(1).expand(1);
        Expr product = x.mul(y).exp().mul(sum);
        // two numbers would be read in place of one written and read
        assertWritten(List.of(1, 1), program(product));
        // one of them is there already
        assertWritten(List.of(0, 1), program(product.add(y)));
    }

    @Test
    void whatSeveralRegionsReadStays() {
        Expr shared = x.exp();
        Expr sum = y.mul(x).sum(1).expand(1);
        Program program = Program.named("two readers")
                .output("late", shared.mul(sum))
                .output("product", shared.t().matmul(y))
                .build();
        Plan plan = checked(program);
        long exponentials = regions(plan).stream()
                .flatMap(r -> r.steps().stream())
                .filter(s -> s.op().name().equals("EXP"))
                .count();
        assertEquals(1, exponentials, plan.describe());
    }

    @Test
    void theOldValueOfAVariableIsReadInTime() {
        Expr sum = v.mul(x).sum(1).expand(1);
        Program program = Program.named("update")
                .output("late", v.mul(3).exp().mul(sum))
                .assign(v, v.sub(x.mul(sum)))
                .build();
        checked(program);
    }

    private static Expr product(String name) {
        return CompilerTest.input(name, ROWS, COLUMNS).matmul(CompilerTest.input("w", COLUMNS, COLUMNS));
    }

    private static Program program(Expr late) {
        return Program.named("late").output("late", late).build();
    }

    /** Checks how many element-wise results each region writes, sums aside. */
    private static void assertWritten(List<Integer> expected, Program program) {
        Plan plan = checked(program);
        List<Integer> written = regions(plan).stream()
                .map(r -> (int)
                        r.stores().stream().filter(s -> s.reduction() == null).count())
                .toList();
        assertEquals(expected, written, plan.describe());
    }

    private static List<Instruction.Region> regions(Plan plan) {
        return plan.instructions().stream()
                .filter(Instruction.Region.class::isInstance)
                .map(Instruction.Region.class::cast)
                .toList();
    }

    /** The plan, after its results were compared with those of the expressions. */
    private static Plan checked(Program program) {
        int size = ROWS * COLUMNS;
        CompilerTest.assertSame(
                program,
                Map.of(
                        "x", CompilerTest.numbers(size),
                        "y", CompilerTest.numbers(size, 5),
                        "z", CompilerTest.numbers(size, 9),
                        "v", CompilerTest.numbers(size, 3),
                        "w", CompilerTest.numbers(COLUMNS * COLUMNS, 7)));
        return Compiler.compile(program);
    }
}
