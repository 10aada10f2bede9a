package org.slicedscore.spark;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.spark.rows.Frames;
import org.slicedscore.spark.rows.RunFiles;

/**
 * Fits a detector of strange rows to a data frame, on the driver: it learns from as many rows as the setting {@code most-rows} says, and
 * the rows come to the driver. Judging rows is what executors do.
 */
public final class SsmDetector extends Estimator<SsmDetectorModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;
    private static final String[] NONE = {};

    private final String uid;
    private final StringArrayParam inputCols;
    private final StringArrayParam orderCols;
    private final StringArrayParam settings;
    private final DoubleParam alpha;
    private final Param<String> prefix;

    /** A detector with all defaults. */
    public SsmDetector() {
        this(Identifiable$.MODULE$.randomUID("ssmDetector"));
    }

    /**
     * A detector with all defaults.
     *
     * @param uid its id in pipelines
     */
    public SsmDetector(String uid) {
        this.uid = uid;
        inputCols = new StringArrayParam(
                this, "inputCols", "columns to learn from; none for all that hold numbers, times or categories");
        orderCols = new StringArrayParam(
                this, "orderCols", "columns that decide the order of the rows; none for the order of partitions");
        settings = new StringArrayParam(this, "settings", "settings of fitting, each NAME=VALUE");
        alpha = new DoubleParam(this, "alpha", "the largest p-value that is flagged");
        prefix = new Param<>(this, "prefix", "begins the names of the columns for p-values, scores, flags and reasons");
        setDefault(inputCols, NONE);
        setDefault(orderCols, NONE);
        setDefault(settings, NONE);
        setDefault(alpha, SsmDetectorModel.ALPHA);
        setDefault(prefix, "");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Columns to learn from; by default all that hold numbers, times or categories. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /** Columns that decide the order of the rows; by default none, which takes them in the order of the partitions. */
    public StringArrayParam orderCols() {
        return orderCols;
    }

    /** Settings of fitting, each {@code NAME=VALUE}. */
    public StringArrayParam settings() {
        return settings;
    }

    /** The largest p-value that is flagged; 0.01 by default. */
    public DoubleParam alpha() {
        return alpha;
    }

    /** The beginning of the new columns' names; by default nothing. */
    public Param<String> prefix() {
        return prefix;
    }

    /** Sets {@link #inputCols}. */
    public SsmDetector setInputCols(String... names) {
        set(inputCols, names);
        return this;
    }

    /** Sets {@link #orderCols}. */
    public SsmDetector setOrderCols(String... names) {
        set(orderCols, names);
        return this;
    }

    /**
     * Sets a setting of fitting.
     *
     * @param name as the command has it, such as {@code detectors}
     * @param value its value
     */
    public SsmDetector setSetting(String name, Object value) {
        set(settings, SettingsParam.with(getOrDefault(settings), name, value));
        return this;
    }

    /** Sets {@link #alpha}. */
    public SsmDetector setAlpha(double share) {
        set(alpha, (Object) share);
        return this;
    }

    /** Sets {@link #prefix}. */
    public SsmDetector setPrefix(String text) {
        set(prefix, text);
        return this;
    }

    /**
     * Fits.
     *
     * @param rows rows that are normal, or most of them
     * @return the detector
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE on wrong settings
     */
    @Override
    public SsmDetectorModel fit(Dataset<?> rows) {
        DetectOptions options = new DetectOptions();
        SettingsParam.parse(getOrDefault(settings)).forEach(options::set);
        Table table =
                Frames.collect(rows, List.of(getOrDefault(inputCols)), List.of(), List.of(getOrDefault(orderCols)));
        Detection detection = Detection.fit(table, options, Catalog.load());
        RunFiles run = RunFiles.temporarily(folder -> {
            java.nio.file.Path path = folder.resolve("run");
            new DetectionRun(detection, DataOrigin.memory(table)).write(path, false, options, List.of("spark"));
            return RunFiles.read(path, List.of("config.json", "detector.safetensors"));
        });
        SsmDetectorModel model = new SsmDetectorModel(uid).with(run);
        model.setParent(this);
        return copyValues(model, extractParamMap());
    }

    @Override
    public StructType transformSchema(StructType columns) {
        return SsmDetectorModel.columns(columns, getOrDefault(prefix));
    }

    @Override
    public SsmDetector copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads detectors that are not fitted. */
    public static MLReader<SsmDetector> read() {
        return new DefaultParamsReadable<SsmDetector>() {}.read();
    }

    /**
     * Reads a detector that is not fitted.
     *
     * @param path where it was saved
     */
    public static SsmDetector load(String path) {
        return read().load(path);
    }
}
