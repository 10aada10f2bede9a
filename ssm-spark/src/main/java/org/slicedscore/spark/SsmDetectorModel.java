package org.slicedscore.spark;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.spark.apply.DetectRows;

/**
 * A detector of strange rows. It puts behind each row the columns {@code p_value}, {@code strangeness} (the score: larger is stranger), {@code
 * flagged} (p ≤ alpha), and {@code reasons}: of a flagged row the columns that made it strange, each with its share of the score and
 * what would have been normal there. The numbers are those of the command, bit for bit.
 */
public final class SsmDetectorModel extends RunModel<SsmDetectorModel> {
    private static final long serialVersionUID = 1;

    static final double ALPHA = 0.01;

    private final DoubleParam alpha;
    private final IntParam numReasons;
    private final Param<String> prefix;

    /**
     * A detector without a run, which reading gives it.
     *
     * @param uid its id in pipelines
     */
    public SsmDetectorModel(String uid) {
        super(uid);
        alpha = new DoubleParam(this, "alpha", "the largest p-value that is flagged");
        numReasons = new IntParam(this, "numReasons", "the columns given as reasons for a flagged row");
        prefix = new Param<>(this, "prefix", "begins the names of the columns for p-values, scores, flags and reasons");
        setDefault(alpha, ALPHA);
        setDefault(numReasons, 3);
        setDefault(prefix, "");
    }

    @Override
    SsmDetectorModel another(String id) {
        return new SsmDetectorModel(id);
    }

    /** The largest p-value that is flagged; 0.01 by default. */
    public DoubleParam alpha() {
        return alpha;
    }

    /** The columns given as reasons for a flagged row; 3 by default. */
    public IntParam numReasons() {
        return numReasons;
    }

    /** The beginning of the new columns' names; by default nothing. */
    public Param<String> prefix() {
        return prefix;
    }

    /** Sets {@link #alpha}. */
    public SsmDetectorModel setAlpha(double share) {
        set(alpha, (Object) share);
        return this;
    }

    /** Sets {@link #numReasons}. */
    public SsmDetectorModel setNumReasons(int columns) {
        set(numReasons, (Object) columns);
        return this;
    }

    /** Sets {@link #prefix}. */
    public SsmDetectorModel setPrefix(String text) {
        set(prefix, text);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        Dataset<Row> frame = rows.toDF();
        StructType columns = transformSchema(frame.schema());
        DetectRows each = new DetectRows(
                sent(frame), frame.schema(), (double) getOrDefault(alpha), (int) getOrDefault(numReasons));
        return frame.mapPartitions(each, Encoders.row(columns));
    }

    static StructType columns(StructType columns, String prefix) {
        DataType reason = new StructType()
                .add("column", DataTypes.StringType)
                .add("share", DataTypes.DoubleType)
                .add("expected", DataTypes.StringType);
        StructType with = Columns.add(columns, prefix + "p_value", DataTypes.DoubleType, "prefix");
        with = Columns.add(with, prefix + "strangeness", DataTypes.DoubleType, "prefix");
        with = Columns.add(with, prefix + "flagged", DataTypes.BooleanType, "prefix");
        return Columns.add(with, prefix + "reasons", DataTypes.createArrayType(reason), "prefix");
    }

    @Override
    public StructType transformSchema(StructType columns) {
        return columns(columns, getOrDefault(prefix));
    }

    /** Reads detectors. */
    public static MLReader<SsmDetectorModel> read() {
        return new RunReader<>(new DefaultParamsReadable<SsmDetectorModel>() {});
    }

    /**
     * Reads a detector.
     *
     * @param path where it was saved
     */
    public static SsmDetectorModel load(String path) {
        return read().load(path);
    }
}
