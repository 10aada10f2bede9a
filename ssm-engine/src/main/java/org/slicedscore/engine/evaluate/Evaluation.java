package org.slicedscore.engine.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Generators;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Criterion;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** Evaluates a trained model on rows not used in training. */
public final class Evaluation {
    /** Directions per row if the exact trace is too expensive. */
    private static final int DIRECTIONS = 64;

    /** Largest number of multiply-adds for the exact trace: seconds on a few cores. */
    private static final double AFFORDABLE = 2e12;

    private static final int LARGEST_EXACT_DIM = 4096;
    private static final int BLOCK = 128;

    private final DeviceModel device;
    private final List<Message> notes = new ArrayList<>();

    private final Extras extras;

    /**
     * What is computed on request.
     *
     * @param likelihoods computes the log-likelihood of rows
     * @param samples how many rows to draw from the model and compare with the rows; 0 for no comparison
     */
    public record Extras(Likelihoods likelihoods, int samples) {
        /** Nothing but what takes no more than seconds. */
        public static final Extras NONE = new Extras(Likelihoods.NONE, 0);
    }

    /** Computes the log-likelihood of rows, if requested. */
    @FunctionalInterface
    public interface Likelihoods {
        /** Computes none but what takes no more than seconds. */
        Likelihoods NONE = (device, rows, train) -> null;

        /**
         * Computes it.
         *
         * @param device the model
         * @param rows in the model's coordinates
         * @param train the training rows in the model's coordinates, or null if not available
         * @return the log-likelihood, or null
         */
        LogLikelihood of(DeviceModel device, Dataset rows, Dataset train);
    }

    private Evaluation(DeviceModel device, Extras extras) {
        this.device = device;
        this.extras = extras;
    }

    /**
     * Evaluates on the test rows of a run, or on its validation rows if it has no test rows.
     *
     * @param run the run; its rows are read again and checked
     * @param device its model on a device
     * @param extras what to compute besides
     * @throws SsmException of kind DATA if the rows are not available or have changed, USAGE if none were held out
     */
    public static EvaluationReport heldOut(StoredRun run, DeviceModel device, Extras extras) {
        return heldOut(run.rows(), device, extras);
    }

    /**
     * Evaluates on the test rows, or else the validation rows, of the rows that a model was trained with.
     *
     * @param table all rows of the run
     * @param device the model on a device
     * @throws SsmException of kind USAGE if none were held out
     */
    public static EvaluationReport heldOut(Table table, DeviceModel device) {
        return heldOut(table, device, Extras.NONE);
    }

    private static EvaluationReport heldOut(Table table, DeviceModel device, Extras extras) {
        return new Evaluation(device, extras).evaluate(EvaluatedRows.heldOut(table, device.model()));
    }

    /**
     * Evaluates on other rows.
     *
     * @param table the rows, with the columns of the run; the run's own rows stand for its test rows, for its validation rows
     *     if it has no test rows, or for all of them if it held out none. Of other rows, copies of the run's training and
     *     validation rows are left out if enough remain
     * @param run the run; a Gaussian is fitted to its training rows if they can be read
     * @param device its model on a device
     * @param extras what to compute besides
     * @throws SsmException of kind DATA if the columns differ
     */
    public static EvaluationReport rows(Table table, StoredRun run, DeviceModel device, Extras extras) {
        return new Evaluation(device, extras).evaluate(EvaluatedRows.given(table, run, device.model()));
    }

    private EvaluationReport evaluate(EvaluatedRows evaluated) {
        TrainingConfig config = device.model().config().settings();
        Dataset rows = evaluated.rows();
        Dataset train = evaluated.run() == null ? null : evaluated.run().train();
        double[] loss;
        try (Criterion objective = Criterion.objective(
                device.components(),
                config.get(Settings.PROJECTIONS),
                rows.dim(),
                rows.rows(),
                config.get(Settings.SEED),
                device.workspace())) {
            loss = objective.rowLosses(rows.values(), rows.rows());
        }
        Criterion matching = matching(rows);
        double[] sm = null;
        boolean exact = false;
        if (matching != null) {
            try (matching) {
                sm = matching.rowLosses(rows.values(), rows.rows());
                exact = matching.exact();
            }
        }
        LogLikelihood asked = extras.likelihoods.of(device, rows, train);
        LogLikelihood likelihood = asked == null ? unasked(rows, train) : asked;
        Judgement judgement = Judgement.of(device, evaluated, sm, likelihood, notes);
        int[] units = judgement.units();
        int[] lost = lost(loss, sm, judgement.values());
        return new EvaluationReport(
                rows.rows(),
                evaluated.given(),
                evaluated.copies(),
                evaluated.origin(),
                evaluated.standing(),
                coordinates(),
                config.objective().id(),
                MeanTest.estimate(loss, units),
                sm == null ? null : MeanTest.estimate(sm, units),
                exact,
                judgement.comparisons(),
                judgement.byLoss(),
                lost.length,
                lost.length == 0 ? -1 : rows.id(lost[0]),
                scoreError(device, evaluated.table(), evaluated.indices()),
                likelihood == null ? null : likelihood.mean(),
                asked != null || likelihood == null || likelihood.flow() != null || likelihood.bits() != null
                        ? likelihood
                        : null,
                judgement.byLikelihood(),
                extras.samples == 0 ? null : SampleJudgement.of(device, rows, units, train, extras.samples),
                notes);
    }

    /** The log-likelihood where it takes no more than seconds, or null. */
    private LogLikelihood unasked(Dataset rows, Dataset train) {
        if (device.normalised()) {
            return LogLikelihood.of(device, rows, null);
        }
        return device.noiseConditioned() ? FlowEstimate.affordable(device, rows, train, notes) : null;
    }

    /** The rows that have a loss which is not finite. */
    private static int[] lost(double[] loss, double[] sm, List<Yardstick.Values> yardsticks) {
        return IntStream.range(0, loss.length)
                .filter(i -> !Double.isFinite(loss[i])
                        || sm != null && !Double.isFinite(sm[i])
                        || yardsticks.stream().anyMatch(y -> !Double.isFinite(y.losses()[i])))
                .toArray();
    }

    private String coordinates() {
        Preprocessing p = device.model().preprocessing();
        StringBuilder text = new StringBuilder(p.scaling().id());
        if (IntStream.range(0, p.dim()).anyMatch(j -> p.gap()[j] > 0)) {
            text.append(", dequantised");
        }
        double noise = p.noise()[0];
        if (noise > 0) {
            text.append(", noise ").append(noise);
        }
        return text.toString();
    }

    /** The score-matching loss at the data; at a small noise level it is of what lies between rows, and says nothing. */
    private Criterion matching(Dataset rows) {
        if (device.noiseConditioned()) {
            return null;
        }
        TrainingComponents c = device.components();
        long seed = device.model().config().get(Settings.SEED);
        try {
            Criterion estimate =
                    Criterion.estimatedScoreMatching(c, DIRECTIONS, rows.dim(), rows.rows(), seed, device.workspace());
            double exactWork = (double) estimate.multiplyAdds(rows.rows()) / DIRECTIONS * rows.dim();
            if (rows.dim() > LARGEST_EXACT_DIM || exactWork > AFFORDABLE) {
                notes.add(Message.of("the trace is estimated from %d random directions a row", DIRECTIONS));
                return estimate;
            }
            estimate.close();
            return Criterion.scoreMatching(c, rows.dim(), rows.rows(), seed, device.workspace());
        } catch (SsmException e) {
            if (e.kind() != SsmException.Kind.USAGE) {
                throw e;
            }
            notes.add(Message.of("no sm loss: %s", e.problem()));
            return null;
        }
    }

    /**
     * The error of the score, ½‖s_θ − s‖² in the model's coordinates, at rows of a table as drawn, without noise.
     *
     * @param device the model
     * @param table the rows
     * @param indices the rows to use
     * @return mean and standard error, or null if the true score is unknown
     */
    public static Estimate scoreError(DeviceModel device, Table table, int[] indices) {
        Generators.Score truth = Generators.truth(table, device.catalog());
        Preprocessing preprocessing = device.model().preprocessing();
        if (truth == null || preprocessing.inputs() != preprocessing.dim()) {
            return null;
        }
        int dim = table.dim();
        Dataset exact = device.model().preprocessing().exact(table, indices);
        double[] original = table.gather(indices);
        double[] wanted = new double[original.length];
        double[] x = new double[dim];
        double[] s = new double[dim];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(original, i * dim, x, 0, dim);
            truth.at(x, s);
            System.arraycopy(s, 0, wanted, i * dim, dim);
        }
        wanted = device.model().preprocessing().scoreToModel(original, wanted);
        double[] found = scores(device, exact);
        double[] divergence = new double[indices.length];
        for (int i = 0; i < divergence.length; i++) {
            double sum = 0;
            for (int j = i * dim; j < (i + 1) * dim; j++) {
                sum += (found[j] - wanted[j]) * (found[j] - wanted[j]);
            }
            divergence[i] = 0.5 * sum;
        }
        return Estimate.of(divergence, divergence.length);
    }

    private static double[] scores(DeviceModel device, Dataset rows) {
        TrainingComponents c = device.components();
        ModelGraph graph = c.graph();
        try (RowFunction f = new RowFunction(
                "score",
                Math.min(BLOCK, rows.rows()),
                rows.width(),
                x -> Map.of("score", c.score(graph, x, 1).score()),
                device.workspace())) {
            return f.apply(
                    "score", rows.values(), rows.rows(), device.model().config().get(Settings.SEED), 0);
        }
    }
}
