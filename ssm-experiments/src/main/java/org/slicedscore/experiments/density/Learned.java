package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.FlowEstimate;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.evaluate.ModelDraws;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.sample.Samplers;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/** A model that was trained on rows, on a device. */
final class Learned implements AutoCloseable {
    /** The share of the rows that choose nothing. */
    private static final String TEST = "0.1";

    private final TrainingData data;
    private final TrainingResult result;
    private final DeviceModel device;
    private final double seconds;
    private LogNormaliser normaliser;

    private Learned(TrainingData data, TrainingResult result, DeviceModel device, double seconds) {
        this.data = data;
        this.result = result;
        this.device = device;
        this.seconds = seconds;
    }

    /** The settings of a run, the defaults but for those given. */
    static TrainingConfig config(Map<String, String> given, int seed, Work work) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.put("seed", String.valueOf(seed));
        settings.put("test", TEST);
        settings.put("backend", work.setup().backend());
        settings.put("threads", String.valueOf(work.setup().threads()));
        return TrainingConfig.parse(settings, work.setup().catalog());
    }

    /**
     * Trains.
     *
     * @param table the rows
     * @param given settings besides the defaults
     * @param seed of the division and of training
     * @param work the cell's surroundings
     * @throws ExperimentStopped if stopped
     */
    static Learned train(Table table, Map<String, String> given, int seed, Work work) {
        TrainingConfig config = config(given, seed, work);
        TrainingData data = TrainingData.prepare(table, config);
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        long begun = System.nanoTime();
        TrainingResult result = new Trainer(config, data, work.setup().catalog())
                .listener(new TrainingListener() {
                    @Override
                    public void progress(Progress p) {
                        work.progress(Math.min(0.8, p.step() / 10_000.0), "step " + p.step());
                    }
                })
                .stop(stop::get)
                .run();
        double seconds = (System.nanoTime() - begun) * 1e-9;
        if (result.outcome() == Outcome.INTERRUPTED) {
            throw new ExperimentStopped();
        }
        DeviceModel device = new DeviceModel(
                result.model(),
                work.setup().catalog(),
                work.setup().backend(),
                work.setup().threads());
        return new Learned(data, result, device, seconds);
    }

    TrainingData data() {
        return data;
    }

    TrainingResult result() {
        return result;
    }

    double seconds() {
        return seconds;
    }

    /**
     * log p of rows in the model's coordinates, by the probability flow; by annealed importance sampling for an energy at one
     * noise level.
     *
     * @param rows the rows
     * @param work the cell's surroundings
     * @throws ExperimentStopped if stopped
     */
    double[] logDensities(Dataset rows, Work work) {
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        Watch watch = (done, phase) -> {
            work.progress(0.8 + 0.2 * done, phase);
            return !stop.get();
        };
        LogLikelihood likelihood;
        if (device.noiseConditioned()) {
            likelihood = FlowEstimate.all(device, rows, data.train(), watch);
        } else {
            normaliser = LogLikelihood.normaliser(
                    device,
                    data.train(),
                    Samplers.annealedImportance(
                            device.catalog(), device.model().config().get(Settings.SEED)),
                    watch);
            likelihood = normaliser == null ? null : LogLikelihood.of(device, rows, normaliser);
        }
        if (likelihood == null) {
            throw new ExperimentStopped();
        }
        return likelihood.rows();
    }

    /** log Z, if it was needed; else null. */
    LogNormaliser normaliser() {
        return normaliser;
    }

    /** What the model says of rows in the coordinates of the table, with their conditions. */
    Scoring.Values score(double[] rows) {
        try (Scoring scoring = new Scoring(device)) {
            return scoring.score(rows);
        }
    }

    /** Rows drawn by Heun's method in the coordinates of the table, [count, D]. */
    double[] draw(int count, long seed) {
        ModelDraws draws = ModelDraws.of(device, data.train(), count, seed, Watch.NONE);
        return device.model().preprocessing().toOriginal(draws.rows());
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    @Override
    public void close() {
        device.close();
    }
}
