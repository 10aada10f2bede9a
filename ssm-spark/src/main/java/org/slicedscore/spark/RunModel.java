package org.slicedscore.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slicedscore.spark.rows.RunFiles;

/** A stage that applies a run, whose files it holds and sends to the executors once. */
abstract class RunModel<M extends RunModel<M>> extends Model<M> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private RunFiles run;
    private transient Broadcast<RunFiles> sent;

    RunModel(String uid) {
        this.uid = uid;
    }

    /** Another stage of this kind, without a run. */
    abstract M another(String id);

    /** This stage, with a run. */
    @SuppressWarnings("unchecked")
    final M with(RunFiles files) {
        run = files;
        return (M) this;
    }

    @Override
    public final String uid() {
        return uid;
    }

    /** The files of the run directory. */
    public final RunFiles run() {
        return run;
    }

    final synchronized Broadcast<RunFiles> sent(Dataset<Row> frame) {
        if (sent == null) {
            sent = JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext())
                    .broadcast(run);
        }
        return sent;
    }

    @Override
    public final M copy(ParamMap extra) {
        M other = another(uid).with(run);
        other.setParent(parent());
        return copyValues(other, extra);
    }

    @Override
    public final MLWriter write() {
        return new RunWriter(DefaultParamsWritable.super.write(), run);
    }
}
