package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.scheme.LearningRule;
import org.slicedscore.engine.scheme.Network;
import org.slicedscore.engine.scheme.RowFeed;
import org.slicedscore.engine.scheme.SampleScore;
import org.slicedscore.engine.scheme.Scheme;
import org.slicedscore.engine.scheme.SchemeSession;
import org.slicedscore.engine.scheme.SchemeTrainer;
import org.slicedscore.engine.train.TrainingConfig;

/** A generator and the score of its samples, which learn by turns: the same on the device as on the processor, but for rounding. */
class SeveralNetworksTest {
    @Test
    void parametersAreThoseOfTheSimdBackend() {
        Lab.device();
        assertArrayEquals(parameters("simd"), parameters("opencl"), 1e-3);
    }

    private static double[] parameters(String backend) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(
                Map.of("objective", "ssm-vr", "projection", "gaussian", "optimizer", "sgd", "lr", "0.02"), catalog);
        Scheme.Builder b = Scheme.named("sampler");
        Network generator = b.network("generator");
        Network net = b.network("score");
        Expr z = generator.layers(b.normal("noise", 33, 3), ActivationFunction.TANH, 9, 2);
        // a value from the host that is the samples themselves, to cross the device's border in each round
        Expr same = b.onHost("same", z, z.shape(), (from, to) -> System.arraycopy(from, 0, to, 0, from.length));
        SampleScore q = new SampleScore(b, "score", at -> net.layers(at, ActivationFunction.TANH, 9, 2), config);
        Expr energy = z.mul(same).sum(-1).mean();
        b.turn(2, b.learner("score", q.loss(z), LearningRule.of(config), net));
        b.turn(1, b.learner("model", energy.sub(q.entropy(z)), LearningRule.of(config), generator));
        try (Workspace device = Workspace.open(catalog.backends().choose(backend), 1)) {
            SchemeSession session = new SchemeTrainer(b.build(), RowFeed.NONE, 20, 4)
                    .run(device)
                    .session();
            return session.state().names().stream()
                    .filter(name -> name.startsWith("generator.") || name.startsWith("score."))
                    .flatMapToDouble(name -> Arrays.stream(session.state().read(name)))
                    .toArray();
        }
    }
}
