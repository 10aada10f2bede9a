package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.sample.AisConfig;
import org.slicedscore.engine.sample.AnnealedImportance;
import org.slicedscore.engine.sample.ExactDraws;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.sample.Reference;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Estimate;

/**
 * The mean log-likelihood of rows: exact for a normalised model, by the probability flow for a noise-conditioned one, else
 * with log Z by annealed importance sampling.
 *
 * @param mean over rows in the model's coordinates; its standard error includes that of log Z
 * @param original the same in the coordinates of the original columns, or null if the rows were dequantised or had
 *     noise added, so that they have no density
 * @param bits −log₂ P per pixel where rows are images, an upper bound as by {@link #bitsPerDimension}; else null
 * @param rowError the standard error over rows, without that of log Z
 * @param normaliser the estimate of log Z, or null if none was needed
 * @param flow how the probability flow found it, and for which rows, or null
 * @param rows the log-likelihood of each row; not copied
 */
public record LogLikelihood(
        Estimate mean,
        Estimate original,
        Estimate bits,
        double rowError,
        LogNormaliser normaliser,
        FlowEstimate flow,
        double[] rows) {
    private static final int BLOCK = 128;

    /**
     * Estimates log Z of a model.
     *
     * @param device the model
     * @param train the training rows in the model's coordinates, or null if not available: if rows were not scaled,
     *     paths begin at their Gaussian; if the model has no exact draws, reverse paths begin at them
     * @param config the configuration
     * @param watch receives progress
     * @return log Z, or null if stopped
     * @throws SsmException of kind USAGE for a score field
     */
    public static LogNormaliser normaliser(DeviceModel device, Dataset train, AisConfig config, Watch watch) {
        Target target = device.target();
        AnnealedImportance ais = new AnnealedImportance(target, reference(device, train), config);
        return ais.estimate(start(target, train, config), watch);
    }

    private static AnnealedImportance.Start start(Target target, Dataset train, AisConfig config) {
        if (target.graph().generative()) {
            try (ExactDraws draws = new ExactDraws(target, config.seed(), "ais.exact")) {
                return new AnnealedImportance.Start.Exact(draws.rows(0, config.particles()));
            }
        }
        if (train == null) {
            return new AnnealedImportance.Start.Forward();
        }
        return new AnnealedImportance.Start.Rows(train.toDoubles());
    }

    /**
     * The reference Gaussian: N(0, I) if rows were scaled, else that of the training rows.
     *
     * @param device the model
     * @param train the training rows in the model's coordinates, or null
     */
    public static Reference reference(DeviceModel device, Dataset train) {
        boolean scaled = device.model().preprocessing().scaling() != Scaling.NONE;
        return scaled || train == null ? Reference.standard(device.model().dim()) : Reference.of(train);
    }

    /**
     * The mean log-likelihood of rows.
     *
     * @param device the model
     * @param rows in the model's coordinates
     * @param normaliser log Z, or null for a normalised model
     * @throws SsmException of kind USAGE if the model is not normalised and there is no log Z
     */
    public static LogLikelihood of(DeviceModel device, Dataset rows, LogNormaliser normaliser) {
        if (normaliser == null && !device.normalised()) {
            throw Problem.usage(new Subject.Plugin(
                            "model", device.components().model().id()))
                    .says("is not normalised, so its log-likelihood needs log Z by annealed importance sampling")
                    .remedy("set %s", Subject.setting("log-likelihood", "ais"))
                    .exception();
        }
        double[] values = logDensities(device, rows);
        double logZ = normaliser == null ? 0 : normaliser.logZ();
        Arrays.setAll(values, i -> values[i] - logZ);
        return of(device, rows, values, normaliser, null);
    }

    /**
     * The mean of known log-densities.
     *
     * @param device the model
     * @param rows in the model's coordinates
     * @param values log p of each row
     * @param normaliser log Z, or null
     * @param flow how the flow found them, or null
     */
    static LogLikelihood of(
            DeviceModel device, Dataset rows, double[] values, LogNormaliser normaliser, FlowEstimate flow) {
        double error = normaliser == null ? 0 : normaliser.standardError();
        Estimate model = Estimate.of(values, values.length);
        Preprocessing p = device.model().preprocessing();
        Estimate original = null;
        if (Arrays.stream(p.gap()).allMatch(g -> g == 0)
                && Arrays.stream(p.noise()).allMatch(g -> g == 0)) {
            double[] jacobian = p.logDetJacobian(p.toOriginal(rows.features().toDoubles()));
            double[] moved = new double[values.length];
            Arrays.setAll(moved, i -> values[i] + jacobian[i]);
            original = with(Estimate.of(moved, moved.length), error);
        }
        Estimate bits = null;
        if (p.scaling() == Scaling.PIXELS && Arrays.stream(p.noise()).allMatch(g -> g == 0)) {
            int dim = p.dim();
            double[] each = bitsPerDimension(p, rows, values);
            bits = with(Estimate.of(each, each.length), error / (dim * Math.log(2)));
        }
        return new LogLikelihood(with(model, error), original, bits, model.standardError(), normaliser, flow, values);
    }

    /**
     * Bits per dimension of discrete rows that were spread evenly over their steps: −log₂ p(x + u)/D in units of a step. On average over u that
     * is at least −log₂ P(x)/D, with P(x) = ∫ p(x + u) du over the step (Theis, van den Oord and Bethge 2016, ICLR).
     *
     * @param preprocessing what spread the rows
     * @param rows in the model's coordinates
     * @param values log p of each row there
     * @return for each row
     */
    public static double[] bitsPerDimension(Preprocessing preprocessing, Dataset rows, double[] values) {
        double[] jacobian = preprocessing.logDetJacobian(
                preprocessing.toOriginal(rows.features().toDoubles()));
        double steps = Arrays.stream(preprocessing.gap())
                .map(halfStep -> Math.log(2 * halfStep))
                .sum();
        double[] bits = new double[values.length];
        Arrays.setAll(bits, i -> -(values[i] + jacobian[i] + steps) / (preprocessing.dim() * Math.log(2)));
        return bits;
    }

    /** Of numbers for all evaluated rows, those of the rows that have a log-likelihood here. */
    double[] of(double[] all) {
        return flow == null
                ? all
                : Arrays.stream(flow.which()).mapToDouble(i -> all[i]).toArray();
    }

    /** Of the numbers of units of all evaluated rows, those of the rows that have a log-likelihood here. */
    int[] of(int[] units) {
        return flow == null
                ? units
                : Arrays.stream(flow.which()).map(i -> units[i]).toArray();
    }

    private static Estimate with(Estimate e, double error) {
        return new Estimate(e.mean(), error == 0 ? e.standardError() : Math.hypot(e.standardError(), error));
    }

    /** log p̃ of each row; −∞ beyond the range of float. */
    static double[] logDensities(DeviceModel device, Dataset rows) {
        ModelGraph graph = device.components().graph();
        try (RowFunction f = new RowFunction(
                "log-density",
                Math.min(BLOCK, rows.rows()),
                rows.width(),
                x -> Map.of(
                        "log_density", device.components().score(graph, x, 1).logDensity()),
                device.workspace())) {
            double[] values = f.apply("log_density", rows.values(), rows.rows(), 0, 0);
            // a row that leaves the range of float is too far out to have a density
            Arrays.setAll(values, i -> Double.isFinite(values[i]) ? values[i] : Double.NEGATIVE_INFINITY);
            return values;
        }
    }
}
