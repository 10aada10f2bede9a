package org.slicedscore.experiments.gallery;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.flow.EndGaussian;
import org.slicedscore.engine.flow.FlowConfig;
import org.slicedscore.engine.flow.FlowField;
import org.slicedscore.engine.flow.FlowLikelihood;
import org.slicedscore.engine.train.Settings;

/**
 * Bits that a pixel takes. An image x of whole numbers is dequantised, y = x + u with u uniform over one step; with the density
 * p of the flow, −E log₂ p(x + u)/D is on average at least the bits −log₂ P(x)/D of the discrete model P(x) = ∫ p(x + u) du (Theis
 * et al. 2016, ICLR).
 */
final class BitsPerDimension {
    private static final int BLOCK = 32;
    private static final int PROBES = 2;
    /** In nats for each unit of log σ, and small beside what the probes leave open. */
    private static final double TOLERANCE = 1e-3;

    private static final int VALUES = 256;

    private BitsPerDimension() {}

    /**
     * By the probability flow, for each image.
     *
     * @param device the model
     * @param rows dequantised images in the model's coordinates
     * @param train the training images, whose moments rows have at the greatest level
     * @param work the cell's surroundings; is told the progress from 0.85 on
     * @throws ExperimentStopped if stopped
     */
    static double[] flow(DeviceModel device, Dataset rows, Dataset train, Work work) {
        NoiseLevels levels = device.components().levels();
        ModelGraph graph = device.components().graph();
        int dim = rows.dim();
        double[] wide = rows.toDoubles();
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        FlowConfig config = new FlowConfig(
                levels.least(),
                levels.most(),
                TOLERANCE,
                PROBES,
                device.model().config().get(Settings.SEED));
        try (FlowField field = new FlowField(
                (x, sigma, directions) -> device.components().score(graph.at(sigma), x, directions),
                dim,
                0,
                BLOCK,
                PROBES,
                device.workspace())) {
            FlowLikelihood found =
                    FlowLikelihood.of(field, config, EndGaussian.of(train), wide, row -> row, (done, phase) -> {
                        work.progress(0.85 + 0.15 * done, "log-likelihood of test images");
                        return !stop.get();
                    });
            if (found == null) {
                throw new ExperimentStopped();
            }
            return LogLikelihood.bitsPerDimension(device.model().preprocessing(), rows, found.values());
        }
    }

    /**
     * With every pixel drawn on its own from its values in training images, one more of each value: for each image.
     *
     * @param train pixels from 0 to 255, one image after the other
     * @param test such images
     * @param dim pixels an image
     */
    static double[] pixelwise(double[] train, double[] test, int dim) {
        double[] counts = new double[dim * VALUES];
        Arrays.fill(counts, 1);
        for (int i = 0; i < train.length; i++) {
            counts[i % dim * VALUES + (int) train[i]]++;
        }
        double total = (double) train.length / dim + VALUES;
        double[] bits = new double[test.length / dim];
        for (int i = 0; i < test.length; i++) {
            bits[i / dim] -= Math.log(counts[i % dim * VALUES + (int) test[i]] / total) / (dim * Math.log(2));
        }
        return bits;
    }
}
