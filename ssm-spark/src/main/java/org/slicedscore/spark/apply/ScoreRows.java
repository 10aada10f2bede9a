package org.slicedscore.spark.apply;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.spark.rows.Frames;
import org.slicedscore.spark.rows.RunFiles;

/** Puts log-densities and scores behind the rows of a partition. */
public final class ScoreRows implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;
    private static final int PART = 1024;

    private final Broadcast<RunFiles> run;
    private final StructType type;
    private final boolean withDensity;
    private final boolean withScore;
    private final String backend;

    /**
     * What to compute.
     *
     * @param run the model
     * @param type the columns of the rows
     * @param withDensity whether the log-density is wanted
     * @param withScore whether the score is wanted
     * @param backend as the setting of that name; empty for the one that the model was trained on
     */
    public ScoreRows(Broadcast<RunFiles> run, StructType type, boolean withDensity, boolean withScore, String backend) {
        this.run = run;
        this.type = type;
        this.withDensity = withDensity;
        this.withScore = withScore;
        this.backend = backend;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        OpenModels.Scorer scorer = OpenModels.take(run.value(), backend);
        // a consumer such as limit() may stop before the last row
        TaskCompletionListener giveBack = _ -> scorer.close();
        TaskContext.get().addTaskCompletionListener(giveBack);
        if (withDensity && !scorer.scoring().hasLogDensity()) {
            throw SsmException.usage(
                    "model '%s' is a score field and has no log-density; set the column of log-densities to nothing",
                    scorer.model().config().settings().model().id());
        }
        return new Parts(rows, PART, part -> cells(scorer, part));
    }

    private Object[][] cells(OpenModels.Scorer scorer, List<Row> part) {
        Scoring scoring = scorer.scoring();
        Table table =
                Frames.part(type, part, scorer.model().preprocessing().state().schema());
        double[] densities = null;
        double[] scores;
        if (withDensity) {
            Scoring.Values values = scoring.score(table);
            densities = values.logDensity();
            scores = values.scores();
        } else {
            scores = scoring.scores(table.values());
        }
        int dim = scorer.model().dim();
        Object[][] cells = new Object[part.size()][(withDensity ? 1 : 0) + (withScore ? 1 : 0)];
        for (int i = 0; i < cells.length; i++) {
            int at = 0;
            if (withDensity) {
                cells[i][at++] = densities[i];
            }
            if (withScore) {
                cells[i][at] = Vectors.dense(Arrays.copyOfRange(scores, i * dim, (i + 1) * dim));
            }
        }
        return cells;
    }
}
