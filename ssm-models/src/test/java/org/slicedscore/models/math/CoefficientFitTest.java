package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.LinearFamilyGraph;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.models.model.DeepKernelExponentialFamily;
import org.slicedscore.models.objective.CurvaturePropagationObjective;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.FiniteDifferenceSlicedScoreMatching;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.objective.SlicedScoreMatching;
import org.slicedscore.models.objective.VarianceReduced;
import org.slicedscore.models.projection.UnitSphere;

/** The closed form for the coefficients of an exponential family against the losses that it claims to make least. */
class CoefficientFitTest {
    private static final int B = 7;
    private static final int D = 3;

    /** A Gaussian of diagonal precision as an exponential family: ψ = (x, −x²/2), and nothing else to learn. */
    private static final class GaussianFamily implements ExponentialFamily {
        @Override
        public String id() {
            return "gaussian-family";
        }

        @Override
        public String description() {
            return "for this test";
        }

        @Override
        public Expr statistics(Expr x, ModelScope scope) {
            return Expr.concat(1, x, x.square().mul(-0.5));
        }

        @Override
        public Expr base(Expr x, ModelScope scope) {
            return x.square().sum(-1).mul(-0.125);
        }

        @Override
        public Expr ridge(ModelScope scope) {
            return scope.parameter("log_ridge", Init.constant(-20), 1).exp().reshape();
        }
    }

    private static Objective objective(String id) {
        return switch (id) {
            case "sm" -> new ScoreMatching();
            case "ssm" -> new SlicedScoreMatching();
            case "ssm-vr" -> new VarianceReduced();
            case "dsm" -> new DenoisingScoreMatching();
            case "fd-ssm" -> new FiniteDifferenceSlicedScoreMatching();
            case "cp" -> new CurvaturePropagationObjective();
            default -> throw new IllegalArgumentException(id);
        };
    }

    /** The gradient of loss + ridge in α vanishes at the fit, whatever the directions and noise are. */
    @ParameterizedTest
    @CsvSource({"sm, 1e-9", "ssm, 1e-9", "ssm-vr, 1e-9", "dsm, 1e-9", "fd-ssm, 2e-2"})
    void theFitMakesTheLossLeast(String id, double tolerance) {
        Objective objective = objective(id);
        DeepKernelExponentialFamily model = new DeepKernelExponentialFamily();
        Options modelOptions =
                Options.parse("model", model.options(), Map.of("inducing", "5", "kernels", "2", "width", "4"));
        // closely spaced differences, so that the base's exact slope is what its difference would be
        Map<String, String> given = id.equals("fd-ssm") ? Map.of("epsilon", "0.01") : Map.of();
        Options options = Options.parse("objective", objective.options(), given);
        ModelGraph graph = new ModelGraph(model, modelOptions);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(B, D)));
        Directions directions = Directions.random(new UnitSphere(), Options.NONE, 2);
        CoefficientFit fit = CoefficientFit.of(
                objective.quadratic(new LinearFamilyGraph(graph, x, directions, Noise.RANDOM, options)), null);
        Expr fitted = fit.coefficients(Expr.constant(B), graph.ridge());

        Expr alpha = Expr.of(new Primitive.Variable("a", Shape.of(5)));
        ScoreGraph score = new ScoreGraph(graph.with(alpha), x, directions, Noise.RANDOM, options);
        Expr loss = objective.loss(score).mean();
        Expr penalised = loss.add(alpha.square().sum().mul(graph.ridge()).mul(0.5));
        Expr gradient = Autodiff.grad(penalised, alpha);

        Map<String, double[]> values = new HashMap<>();
        Lab lab = new Lab(
                model,
                Map.of("inducing", "5", "kernels", "2", "width", "4"),
                objective,
                given,
                new UnitSphere(),
                2,
                B,
                D);
        lab.initialise(3);
        lab.model.parameters().keySet().forEach(name -> values.put(name, lab.get(name)));
        values.put("log10_ridge", new double[] {-2});
        values.put("x", Lab.normal(8, B * D));
        values.put("a", new Interpreter(values, 4, 0, 0).evaluate(fitted));
        double[] slope = new Interpreter(values, 4, 0, 0).evaluate(gradient);
        assertArrayEquals(new double[5], slope, tolerance, id);

        // and the quadratic is the loss itself: differences between two coefficients agree
        Expr quadratic = fit.loss(alpha, Expr.constant(B));
        double[] first = values.get("a");
        double lossThere = new Interpreter(values, 4, 0, 0).evaluate(loss)[0];
        double formThere = new Interpreter(values, 4, 0, 0).evaluate(quadratic)[0];
        values.put("a", Lab.normal(1, 5));
        double lossHere = new Interpreter(values, 4, 0, 0).evaluate(loss)[0];
        double formHere = new Interpreter(values, 4, 0, 0).evaluate(quadratic)[0];
        assertEquals(lossHere - lossThere, formHere - formThere, tolerance * (1 + Math.abs(lossHere)), id);
        assertTrue(formHere > formThere, id);
        assertEquals(5, first.length);
    }

    /** Exact score matching of a Gaussian gives the sample's mean and variance in one solve (Hyvärinen 2005). */
    @Test
    void aGaussianFamilyGetsTheSamplesMomentsInOneSolve() {
        int n = 50;
        double[] rows = Lab.normal(2, 2 * n);
        double[] mean = new double[2];
        double[] variance = new double[2];
        for (int i = 0; i < 2 * n; i++) {
            rows[i] = rows[i] * (1 + i % 2) + 0.7;
            mean[i % 2] += rows[i] / n;
        }
        for (int i = 0; i < 2 * n; i++) {
            variance[i % 2] += (rows[i] - mean[i % 2]) * (rows[i] - mean[i % 2]) / n;
        }
        ModelGraph graph = new ModelGraph(new GaussianFamily(), Options.NONE);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n, 2)));
        Directions none = Directions.given(Expr.constant(0), 1);
        QuadraticLoss loss =
                new ScoreMatching().quadratic(new LinearFamilyGraph(graph, x, none, Noise.RANDOM, Options.NONE));
        double[] weights = new double[n];
        java.util.Arrays.fill(weights, 1);
        Expr w = Expr.constant(Shape.of(n), weights);
        Expr alpha = CoefficientFit.of(loss, w).coefficients(Expr.constant(n), graph.ridge());
        double[] a = new Interpreter(Map.of("x", rows, "log_ridge", new double[] {-40}), 0, 0, 0).evaluate(alpha);
        for (int j = 0; j < 2; j++) {
            double precision = a[2 + j] + 0.25;
            assertEquals(1 / variance[j], precision, 1e-8);
            assertEquals(mean[j] / variance[j], a[j], 1e-8);
        }
    }

    /** Rows of weight 0 count for nothing, as those that fill up a block. */
    @Test
    void rowsOfWeightZeroDoNotCount() {
        ModelGraph graph = new ModelGraph(new GaussianFamily(), Options.NONE);
        double[] rows = Lab.normal(2, 2 * B);
        CoefficientFit all = fit(graph, B, null);
        double[] padded = java.util.Arrays.copyOf(rows, 2 * (B + 2));
        padded[2 * B] = 1e3;
        double[] weights = new double[B + 2];
        java.util.Arrays.fill(weights, 0, B, 1);
        CoefficientFit some = fit(graph, B + 2, weights);
        assertArrayEquals(evaluate(all.gram(), rows), evaluate(some.gram(), padded), 1e-9);
        assertArrayEquals(evaluate(all.moment(), rows), evaluate(some.moment(), padded), 1e-9);
    }

    private static CoefficientFit fit(ModelGraph graph, int n, double[] weights) {
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n, 2)));
        Directions directions = Directions.random(new UnitSphere(), Options.NONE, 2);
        Expr w = weights == null ? null : Expr.constant(Shape.of(n), weights);
        return CoefficientFit.of(
                new VarianceReduced()
                        .quadratic(new LinearFamilyGraph(graph, x, directions, Noise.RANDOM, Options.NONE)),
                w);
    }

    private static double[] evaluate(Expr e, double[] rows) {
        return new Interpreter(Map.of("x", rows), 6, 0, 0).evaluate(e);
    }

    @Test
    void anObjectiveWithoutAClosedFormSaysSo() {
        Objective foreign = new Objective() {
            @Override
            public String id() {
                return "foreign";
            }

            @Override
            public String description() {
                return "for this test";
            }

            @Override
            public Expr loss(ScoreFunction model) {
                return model.curvature();
            }
        };
        SsmException e = assertThrows(SsmException.class, () -> foreign.quadratic(null));
        assertTrue(e.getMessage().contains("'foreign' has no closed form"), e.getMessage());
        assertEquals(OptionalDouble.empty(), new GaussianFamily().learningRate());
    }
}
