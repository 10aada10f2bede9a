package org.slicedscore.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.benchmarks.Workload;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** What is timed on both sides is the same computation: libtorch's losses and gradients are this framework's. */
class TorchStepTest {
    /** Of float32 with sums of up to a few hundred terms. */
    private static final double TOLERANCE = 2e-4;

    static Stream<Arguments> steps() {
        return Workload.TABLE.stream()
                .flatMap(w -> TorchLoss.Variant.of(w).stream().map(v -> Arguments.of(w.id(), v)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void lossesAndGradientsAgree(String id, TorchLoss.Variant variant) {
        Workload w = Workload.of(id).small();
        List<TorchStep.Parameter> parameters = Parameters.of(w);
        SplittableRandom random = new SplittableRandom(7);
        // the scale of NICE starts at zero, where mistakes in its gradient would not show
        parameters.forEach(p -> perturb(p.values(), random));
        float[] rows = normal(random, w.batch() * w.dim());
        float[] given =
                w.objective().equals("dsm") ? normal(random, rows.length) : signs(random, w.directions() * rows.length);
        try (TorchStep step = new TorchStep(w, variant, parameters)) {
            long[] dims = w.objective().equals("dsm")
                    ? new long[] {w.batch(), w.dim()}
                    : new long[] {w.directions(), w.batch(), w.dim()};
            TorchStep.Gradients theirs = step.gradients(rows, w.objective().equals("sm") ? null : given, dims);
            TorchStep.Gradients ours = reference(w, parameters, rows, given);

            assertEquals(ours.loss(), theirs.loss(), TOLERANCE * Math.max(1, Math.abs(ours.loss())));
            theirs.gradients().forEach((name, g) -> close(name, ours.gradients().get(name), g));
            ours.gradients().forEach((name, g) -> {
                if (!theirs.gradients().containsKey(name)) {
                    close(name, g, new float[g.length]);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void stepsLearnAtTheirRateAndNotAt0(String id, TorchLoss.Variant variant) {
        for (double rate : new double[] {0, 1e-3}) {
            stepsLearn(Workload.of(id).small(), variant, rate);
        }
    }

    private static void stepsLearn(Workload w, TorchLoss.Variant variant, double rate) {
        List<TorchStep.Parameter> parameters = Parameters.of(w);
        try (TorchStep step = new TorchStep(w, variant, parameters, rate)) {
            step.run();
            for (TorchStep.Parameter p : parameters) {
                float[] after = step.parameter(p.name());
                double moved = 0;
                for (int i = 0; i < after.length; i++) {
                    moved = Math.max(moved, Math.abs(after[i] - p.values()[i]));
                }
                // Adam's first step is the learning rate's length for every element with a gradient
                double expected = step.isUpdated(p.name()) ? rate : 0;
                assertEquals(expected, moved, 1e-5, p.name());
            }
            assertTrue(Double.isFinite(step.run()));
        }
    }

    private static void close(String name, float[] expected, float[] actual) {
        double scale = 1e-3;
        for (float e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * scale, name + "[" + i + "]");
        }
    }

    private static void perturb(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.1 * random.nextGaussian());
        }
    }

    private static float[] normal(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] signs(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextBoolean() ? 1 : -1;
        }
        return values;
    }

    /** The same in double precision, by the formulas of the plug-ins and the derivatives of the core. */
    private static TorchStep.Gradients reference(
            Workload w, List<TorchStep.Parameter> values, float[] rows, float[] given) {
        Catalog catalog = Catalog.load();
        TrainingComponents c =
                TrainingConfig.parse(w.settings("reference", 1), catalog).components();
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(w.batch(), w.dim())));
        boolean noisy = w.objective().equals("dsm");
        Shape shape = noisy ? Shape.of(w.batch(), w.dim()) : Shape.of(w.directions(), w.batch(), w.dim());
        Expr random = Expr.of(new Primitive.Input("random", shape));
        ModelGraph model = c.graph();
        ScoreGraph score =
                new ScoreGraph(model, x, Directions.given(random, 1), (purpose, s) -> random, c.objectiveOptions());
        Expr loss = c.objective().loss(score).mean();
        List<ModelGraph.Parameter> parameters =
                new ArrayList<>(model.parameters().values());
        List<Expr> gradients = Autodiff.grad(
                loss, parameters.stream().map(ModelGraph.Parameter::variable).toList());
        Program.Builder program = Program.named("gradients").output("loss", loss);
        for (int i = 0; i < parameters.size(); i++) {
            program.output("d " + parameters.get(i).name(), gradients.get(i));
        }
        try (Backend backend = catalog.backends().choose("reference").open(1)) {
            Map<String, Memory> memory = new LinkedHashMap<>();
            for (TorchStep.Parameter p : values) {
                Memory m = backend.allocate(p.values().length);
                m.write(p.values(), 0, 0, p.values().length);
                memory.put(p.name(), m);
            }
            try (Executable e = backend.compile(Compiler.compile(program.build()), memory)) {
                e.input("rows").write(rows, 0, 0, rows.length);
                if (!w.objective().equals("sm")) {
                    e.input("random").write(given, 0, 0, given.length);
                }
                e.run(1, 1, 0);
                Map<String, float[]> map = new LinkedHashMap<>();
                for (ModelGraph.Parameter p : parameters) {
                    float[] g = new float[Math.toIntExact(p.shape().size())];
                    e.output("d " + p.name()).read(0, g, 0, g.length);
                    map.put(p.name(), g);
                }
                float[] value = new float[1];
                e.output("loss").read(0, value, 0, 1);
                return new TorchStep.Gradients(value[0], map);
            } finally {
                memory.values().forEach(Memory::close);
            }
        }
    }
}
