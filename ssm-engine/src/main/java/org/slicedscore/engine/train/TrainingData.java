package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.Preprocessing;

/**
 * Rows ready for training: divided, dequantised, in the model's coordinates, with noise. The same table, configuration and
 * seed give the same rows. They are prepared when they are first asked for, since some users want few of them.
 */
public final class TrainingData {
    private final Table table;
    private final Split split;
    private final Preprocessing preprocessing;
    private final List<Message> notes;
    private final int[] rows;
    private Dataset train;
    private Dataset validation;
    private final double testShare;

    private TrainingData(
            Table table, Split split, double testShare, int[] rows, Preprocessing preprocessing, List<Message> notes) {
        this.table = table;
        this.split = split;
        this.testShare = testShare;
        this.preprocessing = preprocessing;
        this.notes = List.copyOf(notes);
        this.rows = rows;
    }

    private TrainingData(Dataset train, Dataset validation, Preprocessing preprocessing) {
        this.table = null;
        this.split = null;
        this.testShare = 0;
        this.rows = null;
        this.preprocessing = preprocessing;
        this.notes = List.of();
        this.train = train;
        this.validation = validation;
    }

    /**
     * Divides rows and fits the preprocessing on those to learn from.
     *
     * @param table the rows
     * @param config says how
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the rows cannot be used, with what to do about it
     */
    public static TrainingData prepare(Table table, TrainingConfig config) {
        Division division = Division.of(table, config);
        Split split = division.split();
        Preparation preparation = Preparation.fit(table, split.train(), config.preparation());
        List<Message> notes = new ArrayList<>(division.notes());
        notes.addAll(preparation.notes());
        return new TrainingData(table, split, division.test(), preparation.rows(), preparation.preprocessing(), notes);
    }

    /**
     * Fits the preprocessing on rows of the caller's choice and divides them as the caller did.
     *
     * @param table the rows
     * @param split which rows are which
     * @param fitted the rows to fit the preprocessing on
     * @param config says how
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the rows cannot be used, with what to do about it
     */
    public static TrainingData prepare(Table table, Split split, int[] fitted, TrainingConfig config) {
        Preparation preparation = Preparation.fit(table, fitted, config.preparation());
        double test = (double) split.test().length / table.rows();
        return new TrainingData(table, split, test, split.train(), preparation.preprocessing(), preparation.notes());
    }

    /**
     * Rows that are in the model's coordinates already.
     *
     * @param train the rows to learn from
     * @param validation the rows held out, or null
     * @param preprocessing the way there from original rows
     * @return the data; there is neither a table nor a split
     */
    public static TrainingData of(Dataset train, Dataset validation, Preprocessing preprocessing) {
        return new TrainingData(train, validation, preprocessing);
    }

    /**
     * Divides rows as they were when a model was trained on them, and prepares them as then.
     *
     * @param table the same rows as then
     * @param model the model
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the columns are others
     */
    public static TrainingData again(Table table, TrainedModel model) {
        Division division = Division.of(table, model.config().settings());
        Split split = division.split();
        return new TrainingData(table, split, division.test(), split.train(), model.preprocessing(), List.of());
    }

    /** The rows to learn from, at least 2. */
    public synchronized Dataset train() {
        if (train == null) {
            train = preprocessing.spread(table, rows);
        }
        return train;
    }

    /** The rows to stop and choose by, or null if there are none. */
    public synchronized Dataset validation() {
        if (validation == null && split != null && split.validation().length > 0) {
            validation = preprocessing.spread(table, split.validation());
        }
        return validation;
    }

    /** The rows to report on, which choose nothing, prepared like the others; or null if there are none. */
    public Dataset test() {
        return split == null || split.test().length == 0 ? null : preprocessing.spread(table, split.test());
    }

    /** The share of the rows to report on, settled: from 0 to less than 1. */
    public double testShare() {
        return testShare;
    }

    /** The way to the model's coordinates: the fitted map. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The table as it was read, or null if there is none. */
    public Table table() {
        return table;
    }

    /** Which rows are which, as indices into the table, or null if there is none. */
    public Split split() {
        return split;
    }

    /** What a user should be told about the rows and what was done to them, one line each. */
    public List<Message> notes() {
        return notes;
    }
}
