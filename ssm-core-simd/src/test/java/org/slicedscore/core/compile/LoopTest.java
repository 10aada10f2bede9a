package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.LinearFamilyGraph;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;

/** Plans with loops give what the same work written out gives, with their derivatives. */
class LoopTest {
    private static final int B = 5;
    private static final int H = 6;

    private static final class Energy implements LogDensityModel {
        @Override
        public String id() {
            return "energy";
        }

        @Override
        public String description() {
            return "two hidden layers";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            Expr h = scope.linear("0", x, H).tanh();
            h = scope.linear("1", h, H).softplus();
            return scope.linear("2", h, 1)
                    .reshape(x.dim(0))
                    .add(x.square().sum(-1).mul(-0.1));
        }
    }

    private static final class Field implements ScoreModel {
        @Override
        public String id() {
            return "field";
        }

        @Override
        public String description() {
            return "one hidden layer";
        }

        @Override
        public Expr score(Expr x, ModelScope scope) {
            return scope.linear("1", scope.linear("0", x, H).tanh(), x.dim(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7,1", "7,2", "7,4", "7,6", "33,5", "33,16", "33,32", "100,1", "100,7", "100,30", "100,99"})
    void lossAndGradientInBlocksAreThoseOfAllDirectionsAtOnce(int d, int block) {
        for (Model model : List.of(new Energy(), new Field())) {
            Map<String, double[]> leaves = new HashMap<>();
            Program whole = step(model, d, d, leaves);
            Plan loop = Compiler.compile(step(model, d, block, leaves));
            assertEquals(block < d ? 1 : 0, loop.loops().size(), loop::describe);
            Map<String, double[]> expected = run("reference", Compiler.compile(whole), leaves);
            assertClose(expected, run("reference", loop, leaves), 1e-11);
            assertClose(expected, run("simd", loop, leaves), 2e-4);
        }
    }

    @Test
    void aPlanWrittenOutGivesTheSameBits() {
        Map<String, double[]> leaves = new HashMap<>();
        Plan loop = Compiler.compile(step(new Energy(), 33, 5, leaves));
        Plan unrolled = loop.unrolled();
        assertEquals(List.of(), unrolled.loops());
        assertEquals(loop.multiplyAdds(), unrolled.multiplyAdds());
        assertClose(run("simd", loop, leaves), run("simd", unrolled, leaves), 0);
    }

    @Test
    void instructionsAndTemporariesDoNotGrowWithTheDimension() {
        Map<String, double[]> leaves = new HashMap<>();
        Plan few = Compiler.compile(step(new Energy(), 40, 20, leaves));
        Plan many = Compiler.compile(step(new Energy(), 400, 20, leaves));
        assertEquals(few.instructions().size(), many.instructions().size());
        assertEquals(20, many.loops().getFirst().passes());
        // what grows has the size of the rows, of the directions or of the first layer, and not both passes and layers
        assertTrue(many.arenaSize() - few.arenaSize() <= 360 * 4 * (B + 20 + H), many::describe);
        assertTrue(many.multiplyAdds() > 9 * few.multiplyAdds(), many::describe);
    }

    /** Statistics of a hidden layer, over a normal base. */
    private static final class Family implements ExponentialFamily {
        @Override
        public String id() {
            return "family";
        }

        @Override
        public String description() {
            return "a hidden layer";
        }

        @Override
        public Expr statistics(Expr x, ModelScope scope) {
            return scope.linear("0", x, H).tanh().square();
        }

        @Override
        public Expr base(Expr x, ModelScope scope) {
            return x.square().sum(-1).mul(-0.5);
        }

        @Override
        public Expr ridge(ModelScope scope) {
            return Expr.constant(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7,3", "7,6", "33,16", "100,7", "100,99"})
    void coefficientsAndTheirGradientsInBlocksAreThoseOfAllCoordinatesAtOnce(int d, int block) {
        Map<String, double[]> leaves = new HashMap<>();
        Plan whole = Compiler.compile(fit(d, d, leaves));
        Plan loop = Compiler.compile(fit(d, block, leaves));
        // each against itself: the numbers are rounded to single precision, and much cancels
        assertClose(run("reference", whole, leaves), run("reference", loop, leaves), 1e-10);
        assertClose(run("simd", whole, leaves), run("simd", loop, leaves), 1e-3);
    }

    /** The coefficients of some rows, the loss that they have on others, and its gradient through both. */
    private static Program fit(int d, int block, Map<String, double[]> leaves) {
        ModelGraph model = new ModelGraph(new Family(), Options.NONE);
        Expr x = CompilerTest.input("x", 2 * B, d);
        Directions none = Directions.given(Expr.filled(0, Shape.of(1, B, d)), 1);
        LinearFamilyGraph family =
                new LinearFamilyGraph(model, x.slice(0, 0, B), none, Noise.RANDOM, Options.NONE).withBlock(block);
        Expr alpha = CoefficientFit.of(family.scoreMatching(), Expr.range(B).mul(0.2))
                .coefficients(Expr.constant(B), model.ridge());
        ScoreGraph s = new ScoreGraph(model.with(alpha), x.slice(0, B, 2 * B), none, Noise.RANDOM, Options.NONE)
                .withTraceBlock(block);
        Expr loss = s.scoreMatching(s.trace()).mean();
        Program.Builder program = Program.named("fit").output("alpha", alpha).output("loss", loss);
        leaves.put("x", CompilerTest.numbers(2 * B * d, 0.3));
        for (ModelGraph.Parameter p : model.parameters().values()) {
            program.assign(p.variable(), Autodiff.grad(loss, p.variable()));
            leaves.put(p.name(), CompilerTest.numbers((int) p.shape().size(), 0.7));
        }
        return program.build();
    }

    private static Program step(Model of, int d, int block, Map<String, double[]> leaves) {
        ModelGraph model = new ModelGraph(of, Options.NONE);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(B, d)));
        ScoreGraph s = new ScoreGraph(model, x, Directions.given(x.reshape(1, B, d), 1), Noise.RANDOM, Options.NONE)
                .withTraceBlock(block);
        Expr loss = s.trace().add(s.score().square().sum(-1).mul(0.5)).mean();
        List<ModelGraph.Parameter> parameters = List.copyOf(model.parameters().values());
        List<Expr> gradients = Autodiff.grad(
                loss, parameters.stream().map(ModelGraph.Parameter::variable).toList());
        Program.Builder program = Program.named("step").output("loss", loss);
        leaves.put("x", CompilerTest.numbers(B * d, 0.3));
        for (int i = 0; i < parameters.size(); i++) {
            ModelGraph.Parameter p = parameters.get(i);
            program.assign(p.variable(), p.variable().sub(gradients.get(i)));
            leaves.put(p.name(), CompilerTest.numbers((int) p.shape().size(), 0.1 * i));
        }
        return program.build();
    }

    /** The second loop needs the sum of the first, whose derivative needs its passes again. */
    @ParameterizedTest
    @ValueSource(strings = {"reference", "simd"})
    void loopsBehindOneAnother(String backend) {
        Expr w = CompilerTest.variable("w", 4, 3);
        Expr x = CompilerTest.input("x", 5, 3);
        Expr number = Expr.of(new Primitive.LoopIndex(6)).mul(0.2);
        Expr hidden = x.matmul(w.t()).add(number).tanh();
        Expr gram = Expr.of(new Primitive.LoopSum(6), hidden.t().matmul(hidden));
        Expr solved = gram.add(identity(4)).cholesky().solveTriangular(w);
        Expr other = Expr.of(new Primitive.LoopIndex(2));
        Expr second = Expr.of(
                new Primitive.LoopSum(2),
                x.matmul(solved.t()).mul(other.add(1)).exp().mul(0.01));
        Expr third = Expr.of(new Primitive.LoopSum(6), hidden.matmul(solved).mul(number));
        Expr loss = second.sum().add(third.square().sum());
        Expr gradient = Autodiff.grad(loss, w);
        Plan plan = Compiler.compile(Program.named("loops")
                .output("loss", loss)
                .output("gram", gram)
                .assign(w, gradient)
                .build());
        // the gram; two sums that need it; the derivative of the square of one; the derivative of the gram
        assertEquals(
                List.of(6, 2, 6, 6, 6),
                plan.loops().stream().map(Plan.Loop::passes).toList(),
                plan::describe);
        Map<String, double[]> leaves = Map.of("w", CompilerTest.numbers(12, 0.5), "x", CompilerTest.numbers(15, 0.2));
        Map<String, double[]> expected = Map.of(
                "loss", Interpreter.evaluate(loss, leaves),
                "gram", Interpreter.evaluate(gram, leaves),
                "=w", Interpreter.evaluate(gradient, leaves));
        assertClose(expected, run(backend, plan, leaves), backend.equals("simd") ? 1e-4 : 1e-11);
    }

    @Test
    void loopsInOneAnotherAreRefused() {
        Expr a = Expr.of(new Primitive.LoopIndex(2));
        Expr b = Expr.of(new Primitive.LoopIndex(3));
        Program program = Program.named("nested")
                .output("sum", Expr.of(new Primitive.LoopSum(2), a.mul(b)))
                .build();
        assertThrows(IllegalStateException.class, () -> Compiler.compile(program));
    }

    private static Map<String, double[]> run(String backend, Plan plan, Map<String, double[]> leaves) {
        return PlanRunner.run(backend, plan, leaves);
    }

    private static Expr identity(int n) {
        double[] ones = new double[n * n];
        for (int i = 0; i < n; i++) {
            ones[i * n + i] = 1;
        }
        return Expr.constant(Shape.of(n, n), ones);
    }

    private static void assertClose(Map<String, double[]> expected, Map<String, double[]> actual, double tolerance) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> {
            double largest = 0;
            for (double v : values) {
                largest = Math.max(largest, Math.abs(v));
            }
            assertArrayEquals(values, actual.get(name), tolerance * (1e-3 + largest), name);
        });
    }
}
