package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.flow.EndGaussian;
import org.slicedscore.engine.flow.FlowLikelihood;
import org.slicedscore.engine.flow.ProbabilityFlow;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.Settings;

/**
 * How the log-likelihood of a noise-conditioned model was computed by the probability flow.
 *
 * @param which the rows, as indices into those evaluated, ascending
 * @param flow what the flow says of them
 * @param level the noise level whose density it is
 * @param logZ for a model with a log-density, the mean over rows of log p̃ less the flow's log p: log Z of the model if the two
 *     agree. Its standard deviation over rows, {@code spread}, says how far they do
 * @param spread see {@code logZ}; both NaN for a score field
 */
public record FlowEstimate(int[] which, FlowLikelihood flow, double level, double logZ, double spread) {
    /** Multiply-adds that need not be asked for: some ten seconds on a few cores. */
    private static final double AFFORDABLE = 3e11;

    /**
     * The log-likelihood of as many rows as take no more than seconds, evenly chosen.
     *
     * @param device a noise-conditioned model
     * @param rows in the model's coordinates
     * @param train the training rows in the model's coordinates, whose moments rows have at the greatest level; null if not
     *     available
     * @param notes receives what a user should be told
     * @return the log-likelihood, or null if not even few rows are affordable or the model has no second derivatives
     */
    static LogLikelihood affordable(DeviceModel device, Dataset rows, Dataset train, List<Message> notes) {
        if (train == null) {
            notes.add(Message.of(
                    "the training rows cannot be read, so rows with the most noise are taken to follow a Gaussian of "
                            + "mean 0 and covariance I + sigma^2 I"));
        }
        try (ProbabilityFlow flow = flow(device, train)) {
            double possible = AFFORDABLE / flow.multiplyAddsPerRow();
            if (possible < Verdict.FEWEST) {
                notes.add(Message.of("no log-likelihood by default: it would take minutes for a model of this size"));
                return null;
            }
            int count = (int) Math.min(possible, rows.rows());
            return of(device, flow, rows, count, Watch.NONE);
        } catch (SsmException e) {
            if (e.kind() != SsmException.Kind.USAGE) {
                throw e;
            }
            notes.add(Message.of("no log-likelihood: %s", e.problem()));
            return null;
        }
    }

    /**
     * The log-likelihood of all rows.
     *
     * @param device a noise-conditioned model
     * @param rows in the model's coordinates
     * @param train the training rows in the model's coordinates, or null if not available
     * @param watch receives progress
     * @return the log-likelihood, or null if stopped
     * @throws SsmException of kind USAGE if the model has no second derivatives
     */
    public static LogLikelihood all(DeviceModel device, Dataset rows, Dataset train, Watch watch) {
        try (ProbabilityFlow flow = flow(device, train)) {
            return of(device, flow, rows, rows.rows(), watch);
        }
    }

    /** The flow of a model, with the moments of its training rows at the greatest level, or of whitened rows if null. */
    static ProbabilityFlow flow(DeviceModel device, Dataset train) {
        return new ProbabilityFlow(
                device.components(),
                device.model().dim(),
                train == null ? EndGaussian.standard(device.model().dim()) : EndGaussian.of(train.features()),
                device.model().config().get(Settings.SEED),
                device.workspace());
    }

    private static LogLikelihood of(DeviceModel device, ProbabilityFlow flow, Dataset rows, int count, Watch watch) {
        int n = rows.rows();
        int[] which =
                IntStream.range(0, count).map(i -> (int) ((long) i * n / count)).toArray();
        Dataset chosen = rows.select(which);
        double[] wide = new double[chosen.values().length];
        Arrays.setAll(wide, i -> chosen.values()[i]);
        FlowLikelihood found = flow.logDensities(wide, watch);
        if (found == null) {
            return null;
        }
        double logZ = Double.NaN;
        double spread = Double.NaN;
        if (device.hasLogDensity()) {
            double[] own = LogLikelihood.logDensities(device, chosen);
            double[] differences = IntStream.range(0, count)
                    .mapToDouble(i -> own[i] - found.values()[i])
                    .filter(Double::isFinite)
                    .toArray();
            Estimate e = Estimate.of(differences, differences.length);
            logZ = e.mean();
            spread = e.standardError() * Math.sqrt(differences.length);
        }
        FlowEstimate estimate = new FlowEstimate(which, found, flow.config().least(), logZ, spread);
        return LogLikelihood.of(device, chosen, found.values(), null, estimate);
    }
}
