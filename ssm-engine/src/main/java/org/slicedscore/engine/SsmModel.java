package org.slicedscore.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingResult;

/**
 * A trained model on a device. Rows and scores are in the coordinates of the training rows. Any number of threads may share it: they take turns, in
 * the order in which they came, as the device computes one call at a time with all its threads. Closing waits for the call that is being
 * computed; calls after that throw {@link IllegalStateException}.
 *
 * @since 0.2.0
 */
public final class SsmModel implements AutoCloseable {
    private final DeviceModel device;
    private final Scoring scoring;
    private final String document;
    private final Table table;
    private final TrainingResult result;

    /** Fair, so that of many threads none waits for longer than a call of each of the others. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private boolean closed;

    SsmModel(DeviceModel device, String document, Table table, TrainingResult result) {
        this.device = device;
        this.document = document;
        this.table = table;
        this.result = result;
        try {
            scoring = new Scoring(device);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    /** The number of columns of rows, as in training; NaN stands for a missing cell. */
    public int columns() {
        return model().preprocessing().inputs();
    }

    /**
     * The dimension of scores: D. It is the number of columns unless some have no density: constant columns have no component,
     * a column with missing cells has two.
     */
    public int dim() {
        return model().dim();
    }

    /** The weights and everything needed to use them. */
    public TrainedModel model() {
        return device.model();
    }

    /** The result of training; empty for a model that was loaded. */
    public Optional<TrainingResult> training() {
        return Optional.ofNullable(result);
    }

    /**
     * log p̃ of rows, up to a constant unless the model is normalised.
     *
     * @param rows [n,D]
     * @return one number a row; −∞ for a row that leaves the range of float
     * @throws SsmException of kind USAGE if the model is a score field, DATA if the rows do not fit
     */
    public double[] logDensity(float[][] rows) {
        return logDensity(Matrix.of(rows));
    }

    /**
     * log p̃ of rows, up to a constant unless the model is normalised.
     *
     * @param rows [n,D]
     * @return one number a row
     * @throws SsmException as {@link #logDensity(float[][])}
     */
    public double[] logDensity(double[][] rows) {
        return logDensity(Matrix.of(rows));
    }

    private double[] logDensity(Matrix rows) {
        if (!scoring.hasLogDensity()) {
            throw Problem.usage(new Subject.Plugin(
                            "model", model().config().settings().model().id()))
                    .says("is a score field and has no log-density")
                    .remedy("ask for its score")
                    .exception();
        }
        return values(rows).logDensity();
    }

    /**
     * ∇ₓ log p̃ of rows.
     *
     * @param rows [n,D]
     * @return [n,D]
     * @throws SsmException of kind DATA if the rows do not fit
     */
    public double[][] score(float[][] rows) {
        return score(Matrix.of(rows));
    }

    /**
     * ∇ₓ log p̃ of rows.
     *
     * @param rows [n,D]
     * @return [n,D]
     * @throws SsmException of kind DATA if the rows do not fit
     */
    public double[][] score(double[][] rows) {
        return score(Matrix.of(rows));
    }

    private double[][] score(Matrix rows) {
        double[] flat = values(rows).scores();
        double[][] scores = new double[flat.length / dim()][];
        Arrays.setAll(scores, i -> Arrays.copyOfRange(flat, i * dim(), (i + 1) * dim()));
        return scores;
    }

    private Scoring.Values values(Matrix rows) {
        if (rows.dim() != columns()) {
            throw Problem.data(Matrix.NAME)
                    .found("%d columns", rows.dim())
                    .expected("%d as in training", columns())
                    .exception();
        }
        return inTurn(() -> scoring.score(rows.values()));
    }

    private <T> T inTurn(Supplier<T> call) {
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed");
            }
            return call.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Losses on the rows held out from training.
     *
     * @throws SsmException of kind USAGE if none were held out, or if the model was loaded, because its rows are not stored
     */
    public EvaluationReport evaluate() {
        if (table == null) {
            throw SsmException.usage("the model was loaded without its rows; evaluate the run directory it came from");
        }
        return inTurn(() -> Evaluation.heldOut(table, device));
    }

    /**
     * Writes the model as a run directory, which {@link Ssm#load} and the command line read.
     *
     * @param run the path of a missing or empty folder
     * @throws SsmException of kind USAGE if the folder is not empty, DATA if it cannot be written
     */
    public void save(Path run) {
        RunDirectory.write(run, false, document, model());
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                device.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
