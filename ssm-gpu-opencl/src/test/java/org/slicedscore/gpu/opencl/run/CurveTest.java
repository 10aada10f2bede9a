package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.train.TrainingListener;

/** Training on the device goes the way it goes on the processor: the same directions, the same losses but for rounding. */
class CurveTest {
    @ParameterizedTest
    @CsvSource({"mlp-energy, ssm-vr", "mlp-score, ssm", "gmm, dsm"})
    void lossesAreThoseOfTheSimdBackend(String model, String objective) {
        Lab.device();
        List<Double> expected = losses("simd", model, objective);
        List<Double> found = losses("opencl", model, objective);
        assertTrue(expected.size() >= 5, expected::toString);
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            double tolerance = 1e-4 * Math.max(1, Math.abs(expected.get(i)));
            assertEquals(expected.get(i), found.get(i), tolerance, "loss " + i + " of " + expected + " and " + found);
        }
    }

    private static List<Double> losses(String backend, String model, String objective) {
        Random random = new Random(5);
        double[][] rows = new double[333][3];
        for (double[] row : rows) {
            row[0] = random.nextGaussian();
            row[1] = row[0] * row[0] + random.nextGaussian();
            row[2] = random.nextGaussian() - row[1];
        }
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(Evaluated evaluated) {
                losses.add(evaluated.loss());
            }
        };
        Ssm.train(
                        rows,
                        Ssm.options()
                                .model(model)
                                .objective(objective)
                                .backend(backend)
                                .seed(3)
                                .epochs(12)
                                .batchSize(50)
                                .listener(listener))
                .close();
        return losses;
    }
}
