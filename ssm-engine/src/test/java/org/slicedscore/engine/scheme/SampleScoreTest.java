package org.slicedscore.engine.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Init;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.SmallPlugins;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingConfig;

/** z = Aε + b has entropy log|det A| + const, whose gradient with respect to A is A⁻ᵀ. */
class SampleScoreTest {
    private static final int N = 4096;
    private static final double[] A = {2, 0, 1, 0.5};
    private static final double DET = 1;
    private static final double[] GRADIENT = {A[3] / DET, -A[2] / DET, -A[1] / DET, A[0] / DET};

    @TempDir
    private Path folder;

    private static Init values(double... v) {
        return (shape, source) -> v.clone();
    }

    /** One step of ascent at a rate of 1 from A, with −(AAᵀ)⁻¹(z − b) as the score: the step is the gradient. */
    @Test
    void theStandInHasTheGradientOfTheEntropy() {
        Scheme.Builder b = Scheme.named("gaussian");
        Network model = b.network("model");
        Expr a = model.parameter("a", values(A), 2, 2);
        Expr shift = model.parameter("b", values(3, -1), 2);
        Expr noise = b.normal("noise", N, 2);
        Expr z = noise.matmul(a.t()).add(shift);
        // (AAᵀ)⁻¹ = A⁻ᵀA⁻¹
        Expr precision = Expr.constant(Shape.of(2, 2), 1.25, -2, -2, 4);
        SampleScore q = new SampleScore(
                b, "score", x -> x.sub(b.hold(shift)).matmul(precision).negate(), estimator("1"));
        LearningRule ascent = new LearningRule(new SmallPlugins.Descent(), Options.NONE, step -> 1, 0);
        b.turn(1, b.learner("model", q.entropy(z).negate(), ascent, model));
        for (String backend : new String[] {"reference", "simd"}) {
            try (Workspace device = open(backend)) {
                SchemeSession session = new SchemeSession(b.build(), device, 11);
                session.initialise();
                session.run(1, null);
                double[] moved = session.state().read("model.a");
                double[] shifted = session.state().read("model.b");
                for (int i = 0; i < 4; i++) {
                    double row = i < 2 ? Math.hypot(GRADIENT[0], GRADIENT[1]) : Math.hypot(GRADIENT[2], GRADIENT[3]);
                    // the variance of a mean of products of two Gaussians (Isserlis)
                    double error = Math.sqrt((row * row + GRADIENT[i] * GRADIENT[i]) / N);
                    assertEquals(A[i] + GRADIENT[i], moved[i], 3.5 * error, backend + " " + i);
                }
                assertEquals(3, shifted[0], 3.5 * Math.hypot(GRADIENT[0], GRADIENT[1]) / Math.sqrt(N));
                assertEquals(-1, shifted[1], 3.5 * Math.hypot(GRADIENT[2], GRADIENT[3]) / Math.sqrt(N));
            }
        }
    }

    /** The entropy of a scale is to be kept at that of the noise by the cross-entropy with N(0, I): scheme and score together. */
    @Test
    void aScaleLearnsTheGaussianThatItIsAskedFor() {
        Scheme.Builder b = Scheme.named("scale");
        Network model = b.network("model");
        Network net = b.network("net");
        Expr z = b.normal("noise", 256, 1).mul(model.parameter("scale", Init.constant(3), 1));
        SampleScore q =
                new SampleScore(b, "score", x -> x.mul(net.parameter("slope", Init.constant(0), 1)), estimator("1"));
        Expr energy = z.square().sum(-1).mul(0.5).mean();
        b.turn(3, b.learner("score", q.loss(z), rule(0.1), net));
        b.turn(1, b.learner("model", energy.sub(q.entropy(z)), rule(0.05), model));
        try (Workspace device = open("simd")) {
            SchemeSession session = new SchemeTrainer(b.build(), RowFeed.NONE, 400, 2)
                    .run(device)
                    .session();
            assertEquals(1, session.state().read("model.scale")[0], 0.1);
            assertEquals(-1, session.state().read("net.slope")[0], 0.2);
        }
    }

    private static LearningRule rule(double rate) {
        return new LearningRule(new SmallPlugins.Descent(), Options.NONE, step -> rate, 0);
    }

    private Workspace open(String backend) {
        return Workspace.open(catalog().backends().choose(backend), 1);
    }

    private TrainingConfig estimator(String directions) {
        return TrainingConfig.parse(
                Map.of(
                        "model",
                        "gaussian",
                        "objective",
                        "ssm-vr",
                        "projection",
                        "rademacher",
                        "projections",
                        directions),
                catalog());
    }

    private Catalog catalog() {
        return TestSource.smallCatalog(folder);
    }
}
