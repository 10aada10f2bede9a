package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.engine.device.Workspace;

/** A Gaussian's −log p has the gradient m − x̄ at unit scale, so that each step can be worked out by hand. */
class TrainingStepTest {
    private static final double TOLERANCE = 1e-12;

    @TempDir
    private Path folder;

    private interface Check {
        void on(TrainingStep step);
    }

    private void step(double clip, double ema, String optimizer, Check check) {
        Catalog catalog = TestSource.smallCatalog(folder);
        TrainingConfig config =
                TrainingConfig.parse(Map.of("model", "gaussian", "objective", "mle", "optimizer", optimizer), catalog);
        TrainingStep.Spec spec =
                new TrainingStep.Spec(config.components(), 1, 4, 0, 1, clip, ema, t -> t == 1 ? 0.1 : 0.2, 7, true);
        try (Backend backend = catalog.backends().choose("reference").open(1);
                TrainingStep step = new TrainingStep(spec, new Workspace(backend))) {
            step.initialise(new InitialValues(7, null));
            step.rows(new float[] {2, 4, 2, 4});
            check.on(step);
        }
    }

    private static double value(TrainingStep step, String name) {
        return step.state().read(name)[0];
    }

    @Test
    void lossGradientAndRateByHand() {
        step(0, 0, "sgd", step -> {
            step.run(1);
            // −log p at mean 0, log-scale 0: ½ mean x² + ½ log 2π; ∂/∂mean = −3, ∂/∂log-scale = 1 − mean x² = −9
            assertEquals(5 + 0.5 * Math.log(2 * Math.PI), step.loss(), TOLERANCE);
            assertEquals(0.1 * 3, value(step, "mean"), TOLERANCE);
            assertEquals(0.1 * 9, value(step, "log_scale"), TOLERANCE);
            assertEquals(90, step.gradientSquareSum(), 1e-10);
            assertEquals(step.loss(), step.lossSum(), TOLERANCE);
            assertEquals(0.1, step.rate(1));
            assertEquals(0.2, step.rate(2));
            step.run(2);
            double firstLoss = 5 + 0.5 * Math.log(2 * Math.PI);
            assertEquals(firstLoss + step.loss(), step.lossSum(), TOLERANCE);
            step.resetSums();
            assertEquals(0, step.lossSum());
            assertEquals(0, step.gradientSquareSum());
        });
    }

    @Test
    void clippingScalesTheWholeGradient() {
        double norm = Math.sqrt(90);
        step(1, 0, "sgd", step -> {
            step.run(1);
            assertEquals(0.1 * 3 / norm, value(step, "mean"), TOLERANCE);
            assertEquals(0.1 * 9 / norm, value(step, "log_scale"), TOLERANCE);
            assertEquals(90, step.gradientSquareSum(), 1e-10, "what is reported is the norm before clipping");
        });
        step(10, 0, "sgd", step -> {
            step.run(1);
            assertEquals(0.3, value(step, "mean"), TOLERANCE, "a smaller gradient stays as it is");
        });
    }

    @Test
    void theAverageOfWeightsByHand() {
        step(0, 0.99, "sgd", step -> {
            step.run(1);
            double first = value(step, "mean");
            double average = (1 - 2.0 / 11) * first;
            assertEquals(average, value(step, "ema.mean"), TOLERANCE);
            step.run(2);
            average = 3.0 / 12 * average + (1 - 3.0 / 12) * value(step, "mean");
            assertEquals(average, value(step, "ema.mean"), TOLERANCE);
            double[] kept = new double[1];
            step.weights().get("mean").read(0, kept, 0, 1);
            assertEquals(average, kept[0], TOLERANCE);
        });
        assertEquals(0.99, TrainingStep.averageDecay(0.99, 100_000), 0);
    }

    @Test
    void optimiserStateLivesFromStepToStep() {
        step(0, 0, "adam", step -> {
            step.run(1);
            // the first step of Adam is the rate, whatever the gradient
            assertEquals(0.1, value(step, "mean"), 1e-8);
            assertEquals(-0.3, value(step, "optimizer.m.mean"), TOLERANCE);
            assertEquals(0.09, value(step, "optimizer.v.mean"), TOLERANCE);
            double scale = Math.exp(-2 * value(step, "log_scale"));
            double g = (value(step, "mean") - 3) * scale;
            double m = value(step, "mean");
            step.run(2);
            double first = 0.9 * -0.3 + 0.1 * g;
            double second = 0.99 * 0.09 + 0.01 * g * g;
            double expected = m - 0.2 * (first / (1 - 0.81)) / (Math.sqrt(second / (1 - 0.99 * 0.99)) + 1e-8);
            assertEquals(expected, value(step, "mean"), 1e-9);
        });
    }
}
