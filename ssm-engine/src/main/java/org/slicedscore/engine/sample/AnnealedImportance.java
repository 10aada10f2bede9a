package org.slicedscore.engine.sample;

import java.util.Arrays;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.engine.device.DevicePrecision;

/**
 * Annealed importance sampling (Neal, "Annealed importance sampling", Statistics and Computing 11, 2001) from the reference
 * to the model along p̃^β q^(1−β), and back (Grosse, Ghahramani and Adams 2015; Burda, Grosse and Salakhutdinov 2015). Step
 * sizes are adapted in a pilot run of other paths and then held, so that the weights stay unbiased.
 */
public final class AnnealedImportance {
    private static final int PILOTS = 256;
    private static final int PILOT_TRANSITIONS = 300;
    private static final int SETTLING = 50;
    private static final double GAIN = 0.5;
    private static final double FIRST_STEP = 0.5;

    private final Target target;
    private final Reference reference;
    private final AisConfig config;
    private final double[] beta;
    private final double[] steps;
    private double work;
    private double done;
    private double acceptance;
    private Watch watch;

    /** The caller asked to stop. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    /** The start of the reverse paths. */
    public sealed interface Start {
        /**
         * Independent draws from the model itself.
         *
         * @param rows [n, D] in the model's coordinates; n at least the number of paths
         */
        record Exact(double[] rows) implements Start {}

        /**
         * Rows of the data, moved by transitions at the model before the paths begin.
         *
         * @param rows [n, D] in the model's coordinates
         */
        record Rows(double[] rows) implements Start {}

        /**
         * The ends of the forward paths, resampled by weight and moved by transitions at the model. Modes that the
         * forward paths missed are missing here too, so the gap is underestimated.
         */
        record Forward() implements Start {}
    }

    /**
     * Prepares the estimation.
     *
     * @param target a model with a log-density
     * @param reference the Gaussian that paths begin at
     * @param config the configuration
     * @throws SsmException of kind USAGE for a model without a log-density, or a biased sampler
     */
    public AnnealedImportance(Target target, Reference reference, AisConfig config) {
        if (!target.hasLogDensity()) {
            throw Problem.usage(
                            new Subject.Plugin("model", target.graph().model().id()))
                    .says("is a score field without a log-density, and so has neither a normalising constant nor a"
                            + " log-likelihood")
                    .remedy("use %s", Alternative.MODEL_WITH_LOG_DENSITY)
                    .exception();
        }
        if (!config.sampler().exact()) {
            throw Problem.usage(new Subject.Plugin("sampler", config.sampler().id()))
                    .says("leaves a bias, which annealed importance sampling cannot take")
                    .remedy("use %s", Alternative.EXACT_MARKOV_CHAIN)
                    .exception();
        }
        this.target = target;
        this.reference = reference;
        this.config = config;
        int n = config.temperatures();
        beta = new double[n + 1];
        Arrays.setAll(beta, k -> Annealing.beta(k, n));
        beta[0] = 0;
        beta[n] = 1;
        steps = new double[n + 1];
    }

    /**
     * Estimates log Z from both sides.
     *
     * @param start the start of the reverse paths; null for no reverse paths
     * @param listener receives progress
     * @return the estimate in the model's coordinates, or null if stopped
     */
    public LogNormaliser estimate(Start start, Watch listener) {
        watch = listener;
        double pilots =
                config.stepSize() > 0 ? 0 : share(pilotCount()) * (pilotRepeats() * config.temperatures() + SETTLING);
        work = pilots
                + config.temperatures()
                + (start == null ? 0 : config.temperatures() + (start instanceof Start.Exact ? 0 : config.burnIn()));
        done = 0;
        try {
            pilot();
            double[] ends = start instanceof Start.Forward ? new double[config.particles() * target.dim()] : null;
            double[] forward = forward(ends);
            LogNormaliser.Side there = side(forward, 1);
            LogNormaliser.Side back = start == null ? null : side(reverse(start, forward, ends), -1);
            return new LogNormaliser(
                    there, back, config.particles(), config.temperatures(), acceptance, describe(start));
        } catch (Stopped e) {
            return null;
        }
    }

    private String describe(Start start) {
        return switch (start) {
            case null -> "";
            case Start.Exact e -> "exact draws from the model";
            case Start.Rows r -> "rows of the data, moved by " + config.burnIn() + " transitions at the model";
            case Start.Forward f ->
                "the ends of the forward paths, redrawn by weight and moved by " + config.burnIn()
                        + " transitions at the model";
        };
    }

    private int pilotCount() {
        return Math.min(PILOTS, config.particles());
    }

    private int pilotRepeats() {
        return Math.max(1, (PILOT_TRANSITIONS + config.temperatures() - 1) / config.temperatures());
    }

    private double share(int count) {
        return count / (double) config.particles();
    }

    private void tick(double amount, String phase) {
        done += amount;
        if (!watch.at(done / work, phase)) {
            throw new Stopped();
        }
    }

    private Chains chains(int count, String purpose) {
        return new Chains(
                target,
                config.sampler(),
                config.options(),
                reference,
                count,
                config.seed(),
                "ais." + purpose,
                Chains.BLOCK);
    }

    /** The step size of each temperature, adapted to the target acceptance. */
    private void pilot() {
        if (config.stepSize() > 0) {
            Arrays.fill(steps, config.stepSize());
            return;
        }
        double wanted = config.sampler().targetAcceptance(config.options()).orElse(0.7);
        try (Chains chains = chains(pilotCount(), "pilot")) {
            chains.start(chains.drawReference());
            double log = Math.log(FIRST_STEP * Math.pow(target.dim(), -0.25));
            for (int i = 0; i < SETTLING; i++) {
                log += GAIN * (chains.step(Math.exp(log), 0) - wanted);
                tick(share(pilotCount()), "finding step sizes");
            }
            steps[0] = Math.exp(log);
            for (int k = 1; k < steps.length; k++) {
                for (int i = 0; i < pilotRepeats(); i++) {
                    log += GAIN * (chains.step(Math.exp(log), beta[k]) - wanted);
                    tick(share(pilotCount()), "finding step sizes");
                }
                steps[k] = Math.exp(log);
            }
        }
    }

    /** The log-weights of paths from the reference to the model; the ends of the paths, if requested. */
    private double[] forward(double[] ends) {
        double[] weights = new double[config.particles()];
        try (Chains chains = chains(config.particles(), "forward")) {
            chains.start(chains.drawReference());
            double sum = 0;
            for (int k = 1; k < beta.length; k++) {
                add(weights, beta[k] - beta[k - 1], chains.ratios());
                // the transition at the model itself leaves the weights unchanged, but moves the ends closer to the
                // model
                sum += chains.step(steps[k], beta[k]);
                tick(1, "forward paths");
            }
            acceptance = sum / config.temperatures();
            if (ends != null) {
                chains.positions(ends);
            }
        }
        return weights;
    }

    /** The log-weights of paths from the model to the reference, negated, so that each estimates log Z like the forward ones. */
    private double[] reverse(Start start, double[] forward, double[] ends) {
        double[] weights = new double[config.particles()];
        try (Chains chains = chains(config.particles(), "reverse")) {
            chains.start(starts(start, forward, ends));
            if (!(start instanceof Start.Exact)) {
                for (int i = 0; i < config.burnIn(); i++) {
                    chains.step(steps[steps.length - 1], 1);
                    tick(1, "draws for the reverse paths");
                }
            }
            for (int k = beta.length - 1; k >= 1; k--) {
                add(weights, beta[k] - beta[k - 1], chains.ratios());
                if (k > 1) {
                    chains.step(steps[k - 1], beta[k - 1]);
                }
                tick(1, "reverse paths");
            }
        }
        return weights;
    }

    private static void add(double[] weights, double difference, double[] ratios) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] += difference * ratios[i];
        }
    }

    private double[] starts(Start start, double[] forward, double[] ends) {
        int dim = target.dim();
        int count = config.particles();
        double[] out = new double[count * dim];
        switch (start) {
            case Start.Exact(double[] rows) -> {
                System.arraycopy(rows, 0, out, 0, out.length);
                reference.fromModel(out);
            }
            case Start.Rows(double[] rows) -> {
                int n = rows.length / dim;
                for (int i = 0; i < count; i++) {
                    // spread evenly if there are more rows than paths, repeated if fewer
                    int from = n > count ? (int) ((long) i * n / count) : i % n;
                    System.arraycopy(rows, from * dim, out, i * dim, dim);
                }
                reference.fromModel(out);
            }
            case Start.Forward() -> {
                int[] drawn = Resampling.systematic(forward, 0.5);
                for (int i = 0; i < count; i++) {
                    System.arraycopy(ends, drawn[i] * dim, out, i * dim, dim);
                }
            }
        }
        return out;
    }

    /** log of the mean of e^(s·w) divided by s, with its error. */
    private LogNormaliser.Side side(double[] logWeights, int sign) {
        int n = logWeights.length;
        double[] w = Arrays.stream(logWeights).map(v -> sign * v).toArray();
        double most = Arrays.stream(w).max().orElseThrow();
        double sum = 0;
        double squares = 0;
        for (double v : w) {
            double e = Math.exp(v - most);
            sum += e;
            squares += e * e;
        }
        double size = sum * sum / squares;
        double jacobian = reference.logScale();
        double logZ = sign * (most + Math.log(sum / n)) + jacobian;
        double bound = Arrays.stream(logWeights).sum() / n + jacobian;
        double statistical = Math.sqrt(Math.max(0, 1 / size - 1.0 / n) * n / (n - 1.0));
        double magnitude = Arrays.stream(logWeights).map(Math::abs).max().orElseThrow() + target.dim();
        return new LogNormaliser.Side(
                logZ, Math.hypot(statistical, rounding(target.workspace().backend()) * magnitude), size, bound);
    }

    /** The relative error of a device's numbers after a few operations. */
    private static double rounding(Backend backend) {
        return DevicePrecision.isDouble(backend) ? 0x1p-50 : 0x1p-22;
    }
}
