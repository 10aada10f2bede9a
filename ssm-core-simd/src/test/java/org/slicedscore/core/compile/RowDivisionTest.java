package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;

/** Plans that keep rows apart are found, others are not, and the first rows have the bits that they have in the whole batch. */
class RowDivisionTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 5;

    private final Expr x = CompilerTest.input("x", ROWS, COLUMNS);
    private final Expr w = CompilerTest.variable("w", 70, COLUMNS);
    private final Expr v = CompilerTest.variable("v", 70);

    @Test
    void networksScoresAndDistancesKeepRowsApart() {
        Expr log = x.matmul(w.t()).add(v).softplus().mul(v).sum(1);
        assertDivided(log);
        assertDivided(Autodiff.grad(log.sum(), List.of(x)).getFirst());
        assertDivided(x.matmul(w.t()).sub(w.square().sum(1)).logSumExp(1));
        assertDivided(Expr.concat(1, x, x.sin()).slice(1, 2, 9).matmul(CompilerTest.variable("u", 7, 3)));
        // a product for each row, and random numbers in another order
        assertDivided(
                x.reshape(ROWS, COLUMNS, 1).matmul(x.reshape(ROWS, 1, COLUMNS)).sum(2));
        assertDivided(x.add(Expr.of(new Primitive.Random(Distribution.NORMAL, "noise", Shape.of(3, ROWS, COLUMNS)))
                .sum(0)));
    }

    @Test
    void whatMixesRowsIsNotDivided() {
        assertMixed(x.sub(x.sum(0).mul(1.0 / ROWS)));
        assertMixed(x.matmul(x.t()));
        assertMixed(x.t().matmul(x));
        assertMixed(x.t().exp());
        assertMixed(x.gather(0, 3, 2, 1, 0));
        assertMixed(Expr.concat(0, x.slice(0, 1, ROWS), x.slice(0, 0, 1)).exp());
        // rows by columns, read the other way round
        assertMixed(x.reshape(COLUMNS, ROWS).t().reshape(ROWS, COLUMNS).add(x).exp());
    }

    @Test
    void inputsWithoutCommonRowsAreNotDivided() {
        Expr y = CompilerTest.input("y", COLUMNS);
        assertMixed(x.add(y));
        Expr one = CompilerTest.input("one", 1, COLUMNS);
        assertTrue(RowDivision.of(plan(one.exp())).isEmpty());
    }

    /** Instructions of many tasks; regions are cut in each of the ways there are. */
    @Test
    void manyTasksHaveTheSameFirstRows() {
        Expr many = CompilerTest.input("x", 96, 3000);
        Expr few = CompilerTest.input("x", 6, 60_000);
        Expr layers = CompilerTest.input("x", 12, 30, 2000);
        assertFirst(many, many.tanh());
        assertFirst(many, many.tanh().sum(1));
        assertFirst(few, few.tanh().max(1));
        assertFirst(few, few.tanh().sum(1));
        assertFirst(layers, layers.tanh().sum(1));
        int[] picks = IntStream.range(0, 3000).map(i -> i * 7 % 1000).toArray();
        assertFirst(many, many.gather(1, picks));
        assertFirst(many, many.scatterAdd(1, 1000, picks));
    }

    private void assertFirst(Expr input, Expr output) {
        Plan plan = plan(output);
        assertTrue(RowDivision.of(plan).isPresent(), plan::describe);
        assertFirstRows(
                plan, Map.of("x", CompilerTest.numbers((int) input.shape().size())), plan.describe());
    }

    @Test
    void randomProgramsHaveTheSameFirstRows() {
        int divided = 0;
        int mixed = 0;
        for (int seed = 0; seed < 300; seed++) {
            Generated program = new Generated(seed);
            Plan plan = plan(program.outputs());
            if (RowDivision.of(plan).isEmpty()) {
                mixed++;
                continue;
            }
            divided++;
            assertFirstRows(plan, program.leaves, "program " + seed);
        }
        assertTrue(divided > 60 && mixed > 20, divided + " divided, " + mixed + " not");
    }

    private static Plan plan(Expr... outputs) {
        Program.Builder program = Program.named("rows");
        for (int i = 0; i < outputs.length; i++) {
            program.output("out" + i, outputs[i]);
        }
        return Compiler.compile(program.build());
    }

    private void assertDivided(Expr output) {
        Plan plan = plan(output);
        RowDivision division = RowDivision.of(plan).orElseThrow(() -> new AssertionError(plan.describe()));
        assertEquals(ROWS, division.rows());
        Map<String, double[]> leaves = new HashMap<>();
        leaves.put("x", CompilerTest.numbers(ROWS * COLUMNS));
        leaves.put("w", CompilerTest.numbers(70 * COLUMNS, 0.3));
        leaves.put("v", CompilerTest.numbers(70, 0.7));
        leaves.put("u", CompilerTest.numbers(21, 0.1));
        assertFirstRows(plan, leaves, plan.describe());
    }

    private void assertMixed(Expr output) {
        Plan plan = plan(output);
        assertTrue(RowDivision.of(plan).isEmpty(), plan::describe);
    }

    /** What is in the other rows must not matter: it is no number at all. */
    private static void assertFirstRows(Plan plan, Map<String, double[]> leaves, String what) {
        Map<String, double[]> whole = PlanRunner.run("simd", plan, leaves);
        int all = RowDivision.of(plan).orElseThrow().rows();
        for (int rows : new int[] {1, 2, Math.min(7, all), all - 1, all}) {
            Map<String, double[]> some = new HashMap<>(leaves);
            plan.buffers(Buffer.Kind.INPUT).forEach(b -> {
                double[] values = leaves.get(b.name()).clone();
                Arrays.fill(values, (int) (b.size() / all * rows), values.length, Double.NaN);
                some.put(b.name(), values);
            });
            Map<String, double[]> first = PlanRunner.run("simd", plan, some, rows);
            whole.forEach((name, values) -> {
                int count = values.length / all * rows;
                assertArrayEquals(
                        Arrays.copyOf(values, count),
                        Arrays.copyOf(first.get(name), count),
                        what + ", " + rows + " rows of " + name);
            });
        }
    }

    /** A chain of operations on rows, of which a few mix them. */
    private static final class Generated {
        private static final int BATCH = 8;

        private final RandomGenerator random;
        private final Map<String, double[]> leaves = new HashMap<>();
        private final List<Expr> pool = new ArrayList<>();

        Generated(int seed) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            pool.add(leaf("x", false, BATCH, 1 + random.nextInt(40)));
            pool.add(leaf("y", false, BATCH, 1 + random.nextInt(4)));
        }

        private Expr leaf(String name, boolean variable, int... dims) {
            Expr e = variable ? CompilerTest.variable(name, dims) : CompilerTest.input(name, dims);
            leaves.put(name, CompilerTest.numbers((int) e.shape().size(), random.nextDouble()));
            return e;
        }

        Expr[] outputs() {
            for (int i = 0; i < 12; i++) {
                pool.add(next(pool.get(random.nextInt(pool.size()))));
            }
            return new Expr[] {
                pool.getLast(),
                pool.get(pool.size() - 2),
                pool.get(0).add(pool.get(1).sum(1).expand(1))
            };
        }

        private Expr next(Expr e) {
            int width = e.dim(1);
            int k = leaves.size();
            return switch (random.nextInt(11)) {
                case 0 -> e.tanh();
                case 1 -> e.mul(e).add(leaf("b" + k, true, width));
                case 2 -> e.matmul(leaf("w" + k, true, width, 1 + random.nextInt(50)));
                case 3 ->
                    e.matmul(leaf("w" + k, true, 1 + random.nextInt(50), width).t());
                case 4 -> e.sub(e.max(1).expand(1));
                case 5 -> e.sum(1).expand(1);
                case 6 -> Expr.concat(1, e, pool.get(random.nextInt(pool.size())));
                case 7 -> e.slice(1, width / 2, width);
                case 8 -> e.reshape(BATCH, width, 1).mul(leaf("p" + k, true, 3)).sum(1);
                case 9 -> e.gather(1, width - 1, 0, width / 2);
                default -> random.nextInt(4) > 0 ? e.sigmoid() : e.sub(e.sum(0));
            };
        }
    }
}
