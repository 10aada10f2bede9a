package org.slicedscore.models.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.Generator;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.evaluate.EvaluationReport;

class GeneratorsTest {
    private static Generator.Source open(String id, Map<String, String> options) {
        Generator g = Catalog.load().generator(id);
        return g.open(Options.parse(id, g.options(), options));
    }

    /** E[s] = 0 and E[s xᵀ] = −I hold for the score of any density with light tails. */
    @ParameterizedTest
    @ValueSource(strings = {"mixture", "gaussian", "two-moons", "banana", "eight-gaussians"})
    void steinIdentities(String id) {
        Generator.Source source = open(id, Map.of());
        assertTrue(source.knowsScore());
        int dim = source.dim();
        int n = 40_000;
        RandomStream random = new RandomStream(1, "test");
        double[] x = new double[dim];
        double[] s = new double[dim];
        double[] mean = new double[dim];
        double[] cross = new double[dim * dim];
        double[] square = new double[dim * dim];
        double[] size = new double[dim];
        for (int i = 0; i < n; i++) {
            random.restart(i);
            source.draw(random, x, 0);
            source.score(x, s);
            for (int j = 0; j < dim; j++) {
                mean[j] += s[j] / n;
                size[j] += s[j] * s[j] / n;
                for (int k = 0; k < dim; k++) {
                    cross[j * dim + k] += s[j] * x[k] / n;
                    square[j * dim + k] += s[j] * x[k] * s[j] * x[k] / n;
                }
            }
        }
        for (int j = 0; j < dim; j++) {
            assertEquals(0, mean[j], 5 * Math.sqrt(size[j] / n));
            for (int k = 0; k < dim; k++) {
                assertEquals(j == k ? -1 : 0, cross[j * dim + k], 5 * Math.sqrt(square[j * dim + k] / n));
            }
        }
    }

    @Test
    void thePushForwardHasNoScoreAndManyShapes() {
        Generator.Source source = open("push-forward", Map.of("d", "5", "latent", "3"));
        assertEquals(5, source.dim());
        assertEquals(false, source.knowsScore());
        double[] a = new double[5];
        double[] b = new double[5];
        source.draw(new RandomStream(1, "test"), a, 0);
        open("push-forward", Map.of("d", "5", "latent", "3")).draw(new RandomStream(1, "test"), b, 0);
        for (int j = 0; j < 5; j++) {
            assertEquals(a[j], b[j], "two openings of one network");
        }
        open("push-forward", Map.of("d", "5", "latent", "3", "network", "1")).draw(new RandomStream(1, "test"), b, 0);
        assertTrue(Math.abs(a[0] - b[0]) > 1e-6);
    }

    /** From ½E‖s‖² = 1 for a score of zero down to a few hundredths, on rows that never repeat. */
    @Test
    void aScoreNetworkLearnsFromTheStream() {
        var options = Ssm.options()
                .model("mlp-score")
                .set("model.hidden", "32")
                .set("steps", 1500)
                .set("lr", 5e-3)
                .seed(3);
        try (SsmModel model = Ssm.train(DataReader.read("generator:gaussian?n=4000", ReadOptions.DEFAULT), options)) {
            EvaluationReport report = model.evaluate();
            assertNotNull(report.fisherDivergence());
            assertTrue(report.fisherDivergence().mean() < 0.05, report.toString());
        }
    }

    @Test
    void nothingIsClaimedOfAnImplicitDistribution() {
        var options = Ssm.options()
                .model("mlp-score")
                .set("model.hidden", "8")
                .set("steps", 30)
                .seed(3);
        try (SsmModel model =
                Ssm.train(DataReader.read("generator:push-forward?n=500", ReadOptions.DEFAULT), options)) {
            assertNull(model.evaluate().fisherDivergence());
        }
    }
}
