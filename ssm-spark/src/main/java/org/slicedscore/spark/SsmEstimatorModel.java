package org.slicedscore.spark;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.spark.apply.ScoreRows;

/**
 * A trained model: puts the log-density and the score ∇ₓ log p̃ behind each row, bit for bit those of the command. Rows need the columns of
 * the training rows, by name. Saved, it holds a run directory, {@code run}, which the command reads when it is on its machine.
 */
public final class SsmEstimatorModel extends RunModel<SsmEstimatorModel> {
    private static final long serialVersionUID = 1;

    private final Param<String> logDensityCol;
    private final Param<String> scoreCol;
    private final Param<String> backend;

    /**
     * A model without a run, which reading gives it.
     *
     * @param uid its id in pipelines
     */
    public SsmEstimatorModel(String uid) {
        super(uid);
        logDensityCol = new Param<>(this, "logDensityCol", "column for log-densities; empty for none");
        scoreCol = new Param<>(this, "scoreCol", "column for scores, vectors; empty for none");
        backend = new Param<>(this, "backend", "the backend to score on; empty for the one that it was trained on");
        setDefault(logDensityCol, "log_density");
        setDefault(scoreCol, "score");
        setDefault(backend, "");
    }

    @Override
    SsmEstimatorModel another(String id) {
        return new SsmEstimatorModel(id);
    }

    /**
     * The column for log-densities; {@code log_density} by default. Of noise-conditioned models a log-density takes milliseconds: leave
     * the column out where only scores are wanted.
     */
    public Param<String> logDensityCol() {
        return logDensityCol;
    }

    /** The column for scores; {@code score} by default. */
    public Param<String> scoreCol() {
        return scoreCol;
    }

    /** The backend to score on; by default the one that the model was trained on. */
    public Param<String> backend() {
        return backend;
    }

    /** Sets {@link #logDensityCol}. */
    public SsmEstimatorModel setLogDensityCol(String name) {
        set(logDensityCol, name);
        return this;
    }

    /** Sets {@link #scoreCol}. */
    public SsmEstimatorModel setScoreCol(String name) {
        set(scoreCol, name);
        return this;
    }

    /** Sets {@link #backend}. */
    public SsmEstimatorModel setBackend(String id) {
        set(backend, id);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        Dataset<Row> frame = rows.toDF();
        StructType columns = transformSchema(frame.schema());
        String density = getOrDefault(logDensityCol);
        String score = getOrDefault(scoreCol);
        if (density.isEmpty() && score.isEmpty()) {
            return frame;
        }
        ScoreRows each =
                new ScoreRows(sent(frame), frame.schema(), !density.isEmpty(), !score.isEmpty(), getOrDefault(backend));
        return frame.mapPartitions(each, Encoders.row(columns));
    }

    @Override
    public StructType transformSchema(StructType columns) {
        StructType with = Columns.add(columns, getOrDefault(logDensityCol), DataTypes.DoubleType, "logDensityCol");
        return Columns.add(with, getOrDefault(scoreCol), SQLDataTypes.VectorType(), "scoreCol");
    }

    /** Reads models. */
    public static MLReader<SsmEstimatorModel> read() {
        return new RunReader<>(new DefaultParamsReadable<SsmEstimatorModel>() {});
    }

    /**
     * Reads a model.
     *
     * @param path where it was saved
     */
    public static SsmEstimatorModel load(String path) {
        return read().load(path);
    }
}
