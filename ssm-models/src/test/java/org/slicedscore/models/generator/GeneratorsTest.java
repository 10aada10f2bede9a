package org.slicedscore.models.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
