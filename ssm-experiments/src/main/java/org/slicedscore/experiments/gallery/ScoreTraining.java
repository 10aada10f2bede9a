package org.slicedscore.experiments.gallery;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.run.CheckpointStore;
import org.slicedscore.engine.run.Checkpoints;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/** Training of the score network as {@code ssm train} does it, with checkpoints in the cell's folder. */
final class ScoreTraining {
    /** Levels down to a fraction of a step of grey, so that bits per dimension are those of the images and not of their noise. */
    private static final Map<String, String> LEVELS =
            Map.of("sigma-min", "0.005", "level-mean", "-1.5", "level-spread", "1.8");

    private ScoreTraining() {}

    static TrainingConfig config(Cell cell, Work work) {
        Map<String, String> settings = new LinkedHashMap<>(LEVELS);
        settings.put("model", "unet-score");
        settings.put("model.channels", cell.get("channels"));
        settings.put("validation", cell.get("held_out"));
        settings.put("test", cell.get("held_out"));
        settings.put("steps", cell.get("steps"));
        settings.put("seed", cell.get("seed"));
        settings.put("backend", work.setup().backend());
        settings.put("threads", String.valueOf(work.setup().threads()));
        return TrainingConfig.parse(settings, work.setup().catalog());
    }

    /**
     * Trains, or goes on from the latest checkpoint.
     *
     * @throws ExperimentStopped if stopped
     */
    static TrainingResult train(TrainingConfig config, TrainingData data, Cell cell, Work work) {
        Checkpoints checkpoints = new Checkpoints(work.folder().resolve("checkpoints"));
        double steps = cell.integer("steps");
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        TrainingResult result = new Trainer(config, data, work.setup().catalog())
                .store(new CheckpointStore(checkpoints))
                .listener(new TrainingListener() {
                    @Override
                    public void progress(Progress p) {
                        work.progress(
                                0.7 * p.step() / steps,
                                String.format(Locale.ROOT, "step %d, loss %.1f", p.step(), p.loss()));
                    }
                })
                .from(checkpoints.resumePoint().snapshot())
                .stop(stop::get)
                .run();
        if (result.outcome() == Outcome.INTERRUPTED) {
            throw new ExperimentStopped();
        }
        return result;
    }
}
