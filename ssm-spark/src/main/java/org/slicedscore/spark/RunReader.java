package org.slicedscore.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;
import org.slicedscore.spark.rows.RunFiles;

/** Reads what {@link RunWriter} saved. */
final class RunReader<T extends RunModel<T>> extends MLReader<T> {
    private final DefaultParamsReadable<T> parameters;

    /**
     * @param parameters makes a stage of Spark's record
     */
    RunReader(DefaultParamsReadable<T> parameters) {
        this.parameters = parameters;
    }

    @Override
    public T load(String path) {
        try {
            T stage = parameters.read().session(sparkSession()).load(path);
            return stage.with(RunFiles.load(new Path(path, RunWriter.RUN), sc().hadoopConfiguration()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
