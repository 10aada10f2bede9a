package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.RowIndex;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingData;

/**
 * The rows that an evaluation looks at, and how they stand to the model.
 *
 * @param origin description of the rows
 * @param standing how the model came by them
 * @param table the table they are of
 * @param indices which rows of the table
 * @param rows the same in the model's coordinates
 * @param given number of rows before copies were left out
 * @param copies how many of those given are copies of training or validation rows
 * @param run the model's own rows, or null if they cannot be read
 * @param unknown why they cannot be read, or null
 */
record EvaluatedRows(
        String origin,
        Standing standing,
        Table table,
        int[] indices,
        Dataset rows,
        int given,
        int copies,
        TrainingData run,
        SsmException unknown) {
    /** Rows that the run kept to report on, or else those that it was chosen on. */
    static EvaluatedRows heldOut(Table table, TrainedModel model) {
        EvaluatedRows own = own(TrainingData.again(table, model));
        if (own.standing == Standing.TRAINED) {
            throw Problem.usage(Subject.setting("data"))
                    .says(
                            "the run held out no rows (%s, %s)",
                            Subject.setting("validation", 0), Subject.setting("test", 0))
                    .remedy("give rows")
                    .exception();
        }
        return own;
    }

    /** Rows that a user gives: the run's own, of which those count that it kept, or others without copies of the run's. */
    static EvaluatedRows given(Table table, StoredRun run, TrainedModel model) {
        if (run.origin().matches(table)) {
            return own(TrainingData.again(table, model));
        }
        int[] all = IntStream.range(0, table.rows()).toArray();
        TrainingData data;
        try {
            data = TrainingData.again(run.rows(), model);
        } catch (SsmException e) {
            return of(table.name(), Standing.FRESH, table, all, model, all.length, 0, null, e);
        }
        RowIndex seen = RowIndex.of(data.table(), seen(data));
        int[] fresh = Arrays.stream(all).filter(i -> !seen.contains(table, i)).toArray();
        int copies = all.length - fresh.length;
        boolean enough = RowUnits.copies(table, fresh).count() >= Verdict.FEWEST;
        return enough || copies == 0
                ? of(table.name(), Standing.FRESH, table, fresh, model, all.length, copies, data, null)
                : of(table.name(), Standing.CHOSEN, table, all, model, all.length, copies, data, null);
    }

    /** Training and validation rows. */
    private static int[] seen(TrainingData data) {
        return IntStream.concat(
                        Arrays.stream(data.split().train()),
                        Arrays.stream(data.split().validation()))
                .toArray();
    }

    private static EvaluatedRows own(TrainingData data) {
        Split split = data.split();
        if (split.test().length > 0) {
            return own("test rows of the run, which chose nothing", Standing.FRESH, data.test(), split.test(), data);
        }
        return split.validation().length > 0
                ? own(
                        "validation rows of the run, which chose the model",
                        Standing.CHOSEN,
                        data.validation(),
                        split.validation(),
                        data)
                : own(
                        "the rows that the run was trained on, for it held out none",
                        Standing.TRAINED,
                        data.train(),
                        split.train(),
                        data);
    }

    private static EvaluatedRows own(String origin, Standing standing, Dataset rows, int[] indices, TrainingData data) {
        return new EvaluatedRows(origin, standing, data.table(), indices, rows, indices.length, 0, data, null);
    }

    private static EvaluatedRows of(
            String origin,
            Standing standing,
            Table table,
            int[] indices,
            TrainedModel model,
            int given,
            int copies,
            TrainingData data,
            SsmException unknown) {
        Dataset rows = model.preprocessing().spread(table, indices);
        return new EvaluatedRows(origin, standing, table, indices, rows, given, copies, data, unknown);
    }
}
