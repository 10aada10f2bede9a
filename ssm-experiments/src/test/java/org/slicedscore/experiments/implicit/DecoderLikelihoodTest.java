package org.slicedscore.experiments.implicit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.device.Workspace;

/** A decoder of one latent dimension, whose likelihood is an integral over a line. */
class DecoderLikelihoodTest {
    private static final int PIXELS = 5;
    private static final double[] SLOPE = {3, -2, 4, 1, -3};
    private static final double[] OFFSET = {0.5, -1, 1, 0, 0.2};
    private static final float[] IMAGES = {1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1};

    /** By the trapezoidal rule, which is exact to rounding for such integrands. */
    private static double logLikelihood(int image) {
        double sum = 0;
        double step = 1e-3;
        for (double z = -9; z < 9; z += step) {
            double log = -z * z / 2 - Math.log(2 * Math.PI) / 2;
            for (int j = 0; j < PIXELS; j++) {
                double a = SLOPE[j] * Math.sin(z) + OFFSET[j];
                log += IMAGES[image * PIXELS + j] * a - Math.log1p(Math.exp(a));
            }
            sum += Math.exp(log) * step;
        }
        return Math.log(sum);
    }

    @Test
    void annealedImportanceSamplingFindsTheIntegral() {
        int chains = 64;
        DecoderLikelihood.Settings settings = new DecoderLikelihood.Settings(2, chains, 12, 3);
        Shape shape = Shape.of(2, chains, PIXELS);
        try (Workspace device = Workspace.open(Catalog.load().backends().choose("simd"), 1);
                DecoderLikelihood likelihood = new DecoderLikelihood(
                        (z, x) -> LatentNetworks.bernoulli(
                                z.sin()
                                        .mul(Expr.constant(Shape.of(PIXELS), SLOPE))
                                        .add(Expr.constant(Shape.of(PIXELS), OFFSET))
                                        .reshape(shape),
                                x.broadcastTo(shape)),
                        PIXELS,
                        1,
                        settings,
                        device)) {
            // three images in blocks of two
            DecoderLikelihood.Result result = likelihood.estimate(IMAGES, 3, 5, done -> {});
            assertTrue(result.acceptance() > 0.4 && result.acceptance() < 0.95, "acceptance " + result.acceptance());
            for (int i = 0; i < 3; i++) {
                double error = Math.sqrt(1 / result.effective()[i] - 1.0 / chains);
                assertTrue(error < 0.2, "effective paths " + result.effective()[i]);
                assertEquals(logLikelihood(i), result.logLikelihood()[i], 4 * error + 1e-3);
            }
            assertTrue(result.bias(chains) > 0);
        }
    }
}
