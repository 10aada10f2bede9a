package org.slicedscore.spark.apply;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.data.schema.Column;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.Reasons;
import org.slicedscore.spark.rows.Frames;
import org.slicedscore.spark.rows.RunFiles;

/** Puts p-values, scores, flags and reasons behind the rows of a partition. */
public final class DetectRows implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** As many as the detector works through in one piece, so that each task stays on one core. */
    private static final int PART = 128;

    private final Broadcast<RunFiles> run;
    private final StructType type;
    private final double alpha;
    private final int reasons;

    /**
     * How to judge.
     *
     * @param run the detector
     * @param type the columns of the rows
     * @param alpha the largest p-value that is flagged
     * @param reasons the columns given as reasons for a flagged row
     */
    public DetectRows(Broadcast<RunFiles> run, StructType type, double alpha, int reasons) {
        this.run = run;
        this.type = type;
        this.alpha = alpha;
        this.reasons = reasons;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Detection detection = OpenDetectors.of(run.value());
        return new Parts(rows, PART, part -> cells(detection, part));
    }

    private Object[][] cells(Detection detection, List<Row> part) {
        double[] values = Frames.part(type, part, detection.schema()).values();
        Detection.Answers answers = detection.apply(values);
        int inputs = detection.columns().size();
        Object[][] cells = new Object[part.size()][];
        for (int i = 0; i < cells.length; i++) {
            double p = answers.pValues()[i];
            boolean flagged = p <= alpha;
            Row[] why = flagged ? reasons(detection, values, i * inputs) : new Row[0];
            cells[i] = new Object[] {p, answers.scores()[i], flagged, why};
        }
        return cells;
    }

    private Row[] reasons(Detection detection, double[] values, int from) {
        Reasons why = detection.explain(values, from);
        List<Integer> order = why.order();
        Row[] rows = new Row[Math.min(reasons, order.size())];
        for (int k = 0; k < rows.length; k++) {
            int j = order.get(k);
            Column column = detection.columns().get(j);
            double expected = why.expected()[j];
            rows[k] = RowFactory.create(
                    column.name(), why.share(j), Double.isNaN(expected) ? null : column.text(expected));
        }
        return rows;
    }
}
