package org.slicedscore.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWriter;
import org.slicedscore.spark.rows.RunFiles;

/** Saves a stage: Spark's own record of its parameters, and beside it the run directory, which the command reads, too. */
final class RunWriter extends MLWriter {
    static final String RUN = "run";

    private final MLWriter parameters;
    private final RunFiles run;

    RunWriter(MLWriter parameters, RunFiles run) {
        this.parameters = parameters;
        this.run = run;
    }

    @Override
    public void saveImpl(String path) {
        try {
            parameters.session(sparkSession()).save(path);
            run.save(new Path(path, RUN), sc().hadoopConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
