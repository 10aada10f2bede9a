package org.slicedscore.engine.run;

import java.nio.file.Path;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingStore;

/**
 * Keeps the last two checkpoints and nothing else: for training that is a part of something larger.
 *
 * @param checkpoints where they are kept
 */
public record CheckpointStore(Checkpoints checkpoints) implements TrainingStore {
    private static final int KEPT = 2;

    @Override
    public void begin(ResolvedConfig config, TrainingListener.Start start) {}

    @Override
    public void metric(Metric metric) {}

    @Override
    public Path checkpoint(Snapshot snapshot) {
        return checkpoints.write(snapshot, KEPT);
    }

    @Override
    public Path lastCheckpoint() {
        return checkpoints.latest();
    }

    @Override
    public void finish(TrainingResult result) {}
}
