package org.slicedscore.spark.train;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingStore;

/** A run directory on this machine whose checkpoints are copied to where the next attempt finds them. */
final class RemoteRun implements TrainingStore {
    private final RunDirectory run;
    private final RemoteFolder remote;
    private String last;

    /**
     * @param run the directory
     * @param remote where to copy; null for nowhere
     * @param last the checkpoint that is there, or null
     */
    RemoteRun(RunDirectory run, RemoteFolder remote, String last) {
        this.run = run;
        this.remote = remote;
        this.last = last;
    }

    @Override
    public void begin(ResolvedConfig config, TrainingListener.Start start) {
        run.begin(config, start);
    }

    @Override
    public void metric(Metric metric) {
        run.metric(metric);
    }

    @Override
    public Path checkpoint(Snapshot snapshot) {
        Path file = run.checkpoint(snapshot);
        if (remote != null) {
            // the history up to a checkpoint is there before it is
            if (Files.exists(run.path().resolve(TrainingTask.HISTORY))) {
                remote.put(run.path(), run.path().resolve(TrainingTask.HISTORY));
            }
            remote.put(run.path(), run.path().resolve(TrainingTask.DOCUMENT));
            remote.put(run.path(), file);
            String now = run.path().relativize(file).toString().replace('\\', '/');
            if (last != null && !last.equals(now)) {
                remote.remove(last);
            }
            last = now;
        }
        return file;
    }

    @Override
    public Path lastCheckpoint() {
        return run.lastCheckpoint();
    }

    @Override
    public void finish(TrainingResult result) {
        run.finish(result);
    }
}
