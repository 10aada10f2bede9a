package org.slicedscore.spark;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.spark.rows.Frames;
import org.slicedscore.spark.rows.RunFiles;
import org.slicedscore.spark.train.ClusterTraining;

/**
 * Trains a model of the density of a data frame's rows, in as many tasks as the cluster runs at once. The model is the same bit for bit
 * as that of one process with the same rows in the same order, the same settings and the same seed, whatever the number of tasks.
 *
 * <p>The settings are those of the command. With more than one task, {@code micro-batch} must be given: batches are cut into blocks of
 * that many rows, and tasks share the blocks. The rows come to the driver, which sends them to each executor: they must fit into the
 * memory of each.
 */
public final class SsmEstimator extends Estimator<SsmEstimatorModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;
    private static final String[] NONE = {};

    private final String uid;
    private final StringArrayParam inputCols;
    private final StringArrayParam conditionCols;
    private final StringArrayParam orderCols;
    private final StringArrayParam settings;
    private final IntParam numTasks;
    private final IntParam maxAttempts;
    private final Param<String> checkpointDir;
    private final Param<String> logDensityCol;
    private final Param<String> scoreCol;

    /** An estimator with all defaults. */
    public SsmEstimator() {
        this(Identifiable$.MODULE$.randomUID("ssm"));
    }

    /**
     * An estimator with all defaults.
     *
     * @param uid its id in pipelines
     */
    public SsmEstimator(String uid) {
        this.uid = uid;
        inputCols = new StringArrayParam(
                this, "inputCols", "columns to learn from; none for all that hold numbers, times or categories");
        conditionCols = new StringArrayParam(this, "conditionCols", "columns that the density is conditional on");
        orderCols = new StringArrayParam(
                this,
                "orderCols",
                "columns that decide the order of the rows, on which the model depends; none for the order of partitions");
        settings = new StringArrayParam(this, "settings", "settings of training, each NAME=VALUE");
        numTasks = new IntParam(this, "numTasks", "tasks that train together; 0 for the default parallelism");
        maxAttempts = new IntParam(this, "maxAttempts", "how often the stage may be run, when executors are lost");
        checkpointDir = new Param<>(
                this,
                "checkpointDir",
                "folder for checkpoints that all executors reach; empty to start over when one is lost");
        logDensityCol = new Param<>(this, "logDensityCol", "column for log-densities; empty for none");
        scoreCol = new Param<>(this, "scoreCol", "column for scores, vectors; empty for none");
        setDefault(inputCols, NONE);
        setDefault(conditionCols, NONE);
        setDefault(orderCols, NONE);
        setDefault(settings, NONE);
        setDefault(numTasks, 0);
        setDefault(maxAttempts, 4);
        setDefault(checkpointDir, "");
        setDefault(logDensityCol, "log_density");
        setDefault(scoreCol, "score");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Columns to learn from; by default all that hold numbers, times or categories. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /** Columns that the density is conditional on; by default none. */
    public StringArrayParam conditionCols() {
        return conditionCols;
    }

    /** Columns that decide the order of the rows; by default none, which takes them in the order of the partitions. */
    public StringArrayParam orderCols() {
        return orderCols;
    }

    /** Settings of training, each {@code NAME=VALUE}. */
    public StringArrayParam settings() {
        return settings;
    }

    /** Tasks that train together; 0, the default, for the default parallelism of the cluster. */
    public IntParam numTasks() {
        return numTasks;
    }

    /** How often the stage may be run; by default 4. */
    public IntParam maxAttempts() {
        return maxAttempts;
    }

    /** A folder for checkpoints, on a file system that all executors reach; by default none. */
    public Param<String> checkpointDir() {
        return checkpointDir;
    }

    /** The column for log-densities; {@code log_density} by default. */
    public Param<String> logDensityCol() {
        return logDensityCol;
    }

    /** The column for scores; {@code score} by default. */
    public Param<String> scoreCol() {
        return scoreCol;
    }

    /** Sets {@link #inputCols}. */
    public SsmEstimator setInputCols(String... names) {
        set(inputCols, names);
        return this;
    }

    /** Sets {@link #conditionCols}. */
    public SsmEstimator setConditionCols(String... names) {
        set(conditionCols, names);
        return this;
    }

    /** Sets {@link #orderCols}. */
    public SsmEstimator setOrderCols(String... names) {
        set(orderCols, names);
        return this;
    }

    /**
     * Sets a setting of training.
     *
     * @param name as the command has it, such as {@code batch-size} or {@code model.hidden}
     * @param value its value
     */
    public SsmEstimator setSetting(String name, Object value) {
        set(settings, SettingsParam.with(getOrDefault(settings), name, value));
        return this;
    }

    /** Sets the model, such as {@code noise-score}. */
    public SsmEstimator setModel(String id) {
        return setSetting(Settings.MODEL.name(), id);
    }

    /** Sets the seed. */
    public SsmEstimator setSeed(long seed) {
        return setSetting(Settings.SEED.name(), seed);
    }

    /** Sets the rows of a step. */
    public SsmEstimator setBatchSize(int rows) {
        return setSetting(Settings.BATCH_SIZE.name(), rows);
    }

    /** Sets the rows of the blocks that tasks share. */
    public SsmEstimator setMicroBatch(int rows) {
        return setSetting(Settings.MICRO_BATCH.name(), rows);
    }

    /** Sets {@link #numTasks}. */
    public SsmEstimator setNumTasks(int tasks) {
        set(numTasks, tasks);
        return this;
    }

    /** Sets {@link #maxAttempts}. */
    public SsmEstimator setMaxAttempts(int attempts) {
        set(maxAttempts, attempts);
        return this;
    }

    /** Sets {@link #checkpointDir}. */
    public SsmEstimator setCheckpointDir(String folder) {
        set(checkpointDir, folder);
        return this;
    }

    /** Sets {@link #logDensityCol}. */
    public SsmEstimator setLogDensityCol(String name) {
        set(logDensityCol, name);
        return this;
    }

    /** Sets {@link #scoreCol}. */
    public SsmEstimator setScoreCol(String name) {
        set(scoreCol, name);
        return this;
    }

    /**
     * Trains.
     *
     * @param rows the rows
     * @return the model
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE on wrong settings, BACKEND if the executors cannot train
     *     or were lost too often, DIVERGED if training produces numbers that are not finite
     */
    @Override
    public SsmEstimatorModel fit(Dataset<?> rows) {
        Map<String, String> given = SettingsParam.parse(getOrDefault(settings));
        TrainingConfig config = TrainingConfig.parse(given, Catalog.load());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        int asked = (int) getOrDefault(numTasks);
        int tasks = asked == 0 ? spark.defaultParallelism() : asked;
        if (tasks > 1 && config.get(Settings.MICRO_BATCH).isEmpty()) {
            throw Problem.usage(Subject.setting(Settings.MICRO_BATCH.name()))
                    .found("none")
                    .expected("the rows of a block, such as 1024: %d tasks share each batch in blocks", tasks)
                    .exception();
        }
        Table table = Frames.collect(
                rows,
                List.of(getOrDefault(inputCols)),
                List.of(getOrDefault(conditionCols)),
                List.of(getOrDefault(orderCols)));
        RunFiles run = ClusterTraining.run(
                spark, table, new ClusterTraining.Plan(given, tasks, getOrDefault(checkpointDir), (int)
                        getOrDefault(maxAttempts)));
        SsmEstimatorModel model = new SsmEstimatorModel(uid).with(run);
        model.setParent(this);
        return copyValues(model, extractParamMap());
    }

    @Override
    public StructType transformSchema(StructType columns) {
        StructType with = Columns.add(columns, getOrDefault(logDensityCol), DataTypes.DoubleType, "logDensityCol");
        return Columns.add(with, getOrDefault(scoreCol), SQLDataTypes.VectorType(), "scoreCol");
    }

    @Override
    public SsmEstimator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads estimators. */
    public static MLReader<SsmEstimator> read() {
        return new DefaultParamsReadable<SsmEstimator>() {}.read();
    }

    /**
     * Reads an estimator.
     *
     * @param path where it was saved
     */
    public static SsmEstimator load(String path) {
        return read().load(path);
    }
}
