package org.slicedscore.core.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** The multiply-adds of a training step are those of the theory: 3·(2 + M) forward passes, less what constants save. */
class CostTest {
    private static final int B = 32;
    private static final int D = 24;
    private static final int H = 40;

    /** An energy D-H-H-1. */
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
            h = scope.linear("1", h, H).tanh();
            return scope.linear("2", h, 1).reshape(x.dim(0));
        }
    }

    private interface Loss {
        Expr of(ScoreGraph s);
    }

    private static Plan step(int d, int m, Loss loss) {
        ModelGraph model = new ModelGraph(new Energy(), Options.NONE);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(B, d)));
        Expr v = Expr.of(new Primitive.Random(Distribution.RADEMACHER, "v", Shape.of(m, B, d)));
        ScoreGraph s = new ScoreGraph(model, x, Directions.given(v, 1), Noise.RANDOM, Options.NONE);
        Expr mean = loss.of(s).mean();
        List<ModelGraph.Parameter> parameters =
                new ArrayList<>(model.parameters().values());
        List<Expr> gradients = Autodiff.grad(
                mean, parameters.stream().map(ModelGraph.Parameter::variable).toList());
        Program.Builder program = Program.named("step").output("loss", mean);
        for (int i = 0; i < parameters.size(); i++) {
            Expr p = parameters.get(i).variable();
            program.assign(p, p.sub(gradients.get(i).mul(0.1)));
        }
        return Compiler.compile(program.build());
    }

    private static Expr ssmVr(ScoreGraph s) {
        return s.curvature().add(s.score().square().sum(-1).mul(0.5));
    }

    private static Expr ssm(ScoreGraph s) {
        return s.curvature().add(s.slope().square().mean(0).mul(0.5));
    }

    private static Expr sm(ScoreGraph s) {
        return s.trace().add(s.score().square().sum(-1).mul(0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void varianceReducedStep(int m) {
        long first = (long) B * D * H;
        long second = (long) B * H * H;
        // 3 (2 + M) of both layers, less the gradients with respect to x and v
        long expected = 3L * (2 + m) * (first + second) - (1 + m) * first;
        Plan plan = step(D, m, CostTest::ssmVr);
        assertEquals(expected, plan.multiplyAdds(), 0.03 * expected, plan::describe);
    }

    @Test
    void slicedStepsDoNotDependOnTheDimensionBeyondTheFirstLayer() {
        long small = step(50, 1, CostTest::ssm).multiplyAdds();
        long large = step(200, 1, CostTest::ssm).multiplyAdds();
        long firstLayer = 6L * B * 150 * H;
        assertTrue(large - small <= firstLayer, small + " to " + large);
    }

    @Test
    void exactStepsGrowWithTheDimension() {
        long small = step(50, 1, CostTest::sm).multiplyAdds();
        long large = step(200, 1, CostTest::sm).multiplyAdds();
        long tangents = 3L * 150 * B * H * H;
        assertTrue(large - small >= 0.99 * tangents, small + " to " + large);
    }

    @Test
    void exactStepsFitInMemoryWhateverTheDimension() {
        long small = step(100, 1, s -> sm(withBlocks(s))).arenaSize();
        long large = step(1000, 1, s -> sm(withBlocks(s))).arenaSize();
        // what grows is the input, the score and the first layer, not the tangents of the wider layers
        long tangents = 900L * B * H;
        assertTrue(large - small < tangents / 2, small + " to " + large);
    }

    private static ScoreGraph withBlocks(ScoreGraph s) {
        return s.withTraceBlock(50);
    }
}
