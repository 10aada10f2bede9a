package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.models.model.ConvEnergy;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.projection.Rademacher;

class ConvEnergyTest {
    private static Lab lab(Map<String, String> options, int columns) {
        return new Lab(new ConvEnergy(), options, new ScoreMatching(), Map.of(), new Rademacher(), 1, 2, columns);
    }

    /** With kernels of one pixel log p̃ = Σ a_p softplus(w x_p + b), so the loss of score matching is known. */
    @Test
    void kernelsOfOnePixelHaveALossInClosedForm() {
        double[] x = {0.3, -1.2, 2, 0.1, -0.4, 0.9, 1.5, -2.2};
        double[] a = {0.7, -0.2, 1.1, 0.4};
        double w = 1.3;
        double b = -0.5;
        Lab lab = lab(Map.of("channels", "1", "kernel", "1", "stride", "1"), 4)
                .rows(x)
                .set("conv.0.weight", w)
                .set("conv.0.bias", b)
                .set("out.weight", a)
                .set("out.bias", 0);
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double s = 1 / (1 + Math.exp(-(w * x[i] + b)));
            double score = a[i % 4] * w * s;
            double curvature = a[i % 4] * w * w * s * (1 - s);
            loss += (curvature + 0.5 * score * score) / 2;
        }
        assertEquals(loss, lab.evaluate(lab.loss, 0)[0], 1e-12);
    }

    @Test
    void rowsThatAreNoImagesAreRefused() {
        List<Map<String, String>> all =
                List.of(Map.of(), Map.of("height", "2"), Map.of("colours", "3"), Map.of("height", "8"));
        for (Map<String, String> options : all) {
            SsmException e = assertThrows(SsmException.class, () -> lab(options, 7), options.toString());
            assertEquals(SsmException.Kind.USAGE, e.kind());
            assertTrue(e.getMessage().contains("7 columns") && e.getMessage().contains("height"), e.getMessage());
        }
        Lab wide = lab(Map.of("height", "2", "colours", "3"), 12);
        wide.rows(Lab.normal(1, 24)).initialise(1);
        assertTrue(Double.isFinite(wide.evaluate(wide.loss, 0)[0]));
    }
}
