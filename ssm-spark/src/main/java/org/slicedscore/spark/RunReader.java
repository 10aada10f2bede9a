package org.slicedscore.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;
import org.slicedscore.spark.rows.RunFiles;

/** Reads what {@link RunWriter} saved. */
final class RunReader<T> extends MLReader<T> {
    private final DefaultParamsReadable<T> parameters;
    private final BiConsumer<T, RunFiles> attach;

    /**
     * @param parameters makes a stage of Spark's record
     * @param attach gives the stage its run
     */
    RunReader(DefaultParamsReadable<T> parameters, BiConsumer<T, RunFiles> attach) {
        this.parameters = parameters;
        this.attach = attach;
    }

    @Override
    public T load(String path) {
        T stage = parameters.read().session(sparkSession()).load(path);
        try {
            attach.accept(stage, RunFiles.load(new Path(path, RunWriter.RUN), sc().hadoopConfiguration()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stage;
    }
}
