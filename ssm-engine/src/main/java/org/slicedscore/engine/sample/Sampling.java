package org.slicedscore.engine.sample;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.random.RandomStream;

/**
 * Draws rows from a model with many parallel chains: a burn-in that moves from the reference to the model and
 * adapts the step size, then rows. Rows depend only on the configuration, seed and backend.
 */
public final class Sampling {
    /** The initial step size in one dimension; it falls with the fourth root of the dimension. */
    private static final double FIRST_STEP = 0.5;

    private static final int EXACT_BLOCK = 1024;

    private final Target target;
    private final Reference reference;
    private final SampleConfig config;
    private final UnaryOperator<double[]> toOriginal;
    private int block = Chains.BLOCK;

    /** Receives rows as they are drawn. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Receives rows.
         *
         * @param rows [count, D], row-major, in the original coordinates
         * @param count number of rows
         */
        void take(double[] rows, int count);
    }

    /**
     * Prepares sampling.
     *
     * @param target the model
     * @param reference the starting distribution of chains and the metric of their steps
     * @param config the configuration
     * @param toOriginal maps rows [n, D] from the model's coordinates to those of the output
     */
    public Sampling(Target target, Reference reference, SampleConfig config, UnaryOperator<double[]> toOriginal) {
        this.target = target;
        this.reference = reference;
        this.config = config;
        this.toOriginal = toOriginal;
    }

    /** Largest number of chains per run of the program; for tests, as results do not depend on it. */
    Sampling block(int most) {
        block = most;
        return this;
    }

    /**
     * Samples.
     *
     * @param sink receives the rows
     * @param watch receives progress
     * @throws SsmException of kind USAGE if the model lacks what the sampler needs, DIVERGED if chains produce
     *     numbers that are not finite
     */
    public SampleReport run(Sink sink, Watch watch) {
        return run(null, sink, watch);
    }

    /**
     * Samples with chains that start at given rows instead of draws from the reference.
     *
     * @param starts rows to start at in the model's coordinates, [n, D]; chain c takes row c modulo n; null for the reference
     * @param sink receives the rows
     * @param watch receives progress
     * @throws SsmException as {@link #run(Sink, Watch)}
     */
    public SampleReport run(double[] starts, Sink sink, Watch watch) {
        try (Chains chains = new Chains(
                target,
                config.sampler(),
                config.options(),
                reference,
                config.chains(),
                config.seed(),
                "sample",
                block)) {
            chains.start(starts == null ? chains.drawReference() : cycled(starts));
            return draw(chains, sink, watch);
        }
    }

    /**
     * Produces independent rows from a model with exact draws, without chains.
     *
     * @param target the model
     * @param rows number of rows
     * @param seed of the rows
     * @param toOriginal maps rows [n, D] from the model's coordinates to those of the output
     * @param sink receives the rows
     * @param watch receives progress
     */
    public static SampleReport exact(
            Target target, int rows, long seed, UnaryOperator<double[]> toOriginal, Sink sink, Watch watch) {
        int handed = 0;
        try (ExactDraws draws = new ExactDraws(target, seed, "sample")) {
            boolean go = true;
            while (handed < rows && go) {
                int n = Math.min(EXACT_BLOCK, rows - handed);
                sink.take(toOriginal.apply(draws.rows(handed, n)), n);
                handed += n;
                go = watch.at(handed / (double) rows, "sampling");
            }
        }
        return new SampleReport(handed, handed == rows, true, 0, 0, Double.NaN, Double.NaN, Double.NaN, -1, 0);
    }

    private double[] cycled(double[] rows) {
        int dim = target.dim();
        double[] out = new double[config.chains() * dim];
        int n = rows.length / dim;
        for (int c = 0; c < config.chains(); c++) {
            System.arraycopy(rows, c % n * dim, out, c * dim, dim);
        }
        reference.fromModel(out);
        return out;
    }

    private SampleReport draw(Chains chains, Sink sink, Watch watch) {
        long after = (long) config.draws() * config.thin();
        long total = config.burnIn() + after;
        double step = burnIn(chains, total, watch);
        if (step <= 0) {
            return report(0, false, 0, -step, Double.NaN, null);
        }
        Recorder recorder = new Recorder(config.chains(), target.dim(), after);
        double[] positions = new double[config.chains() * target.dim()];
        int handed = 0;
        double acceptance = 0;
        long t = 0;
        boolean stopped = false;
        while (t < after && !stopped) {
            t++;
            acceptance += chains.step(step, 1);
            boolean due = t % config.thin() == 0;
            boolean recorded = recorder.wants(t);
            if (due || recorded) {
                chains.positions(positions);
                double[] rows = original(positions, config.burnIn() + t, step);
                if (recorded) {
                    recorder.add(rows);
                }
                if (due) {
                    int n = Math.min(config.chains(), config.rows() - handed);
                    sink.take(rows, n);
                    handed += n;
                }
            }
            stopped = !watch.at((config.burnIn() + t) / (double) total, "sampling");
        }
        boolean complete = handed == config.rows();
        return report(handed, complete, config.burnIn() + t, step, acceptance / t, complete ? recorder : null);
    }

    /** The step size to continue with; negated if stopped. */
    private double burnIn(Chains chains, long total, Watch watch) {
        double first = config.stepSize() > 0 ? config.stepSize() : FIRST_STEP * Math.pow(target.dim(), -0.25);
        OptionalDouble wanted = config.sampler().targetAcceptance(config.options());
        boolean adapt = config.stepSize() == 0 && wanted.isPresent();
        int annealed = (int) Math.round(config.anneal() * config.burnIn());
        Population population = target.hasLogDensity() ? new Population(chains) : null;
        DualAveraging search = adapt ? new DualAveraging(first, wanted.getAsDouble(), 1) : null;
        double step = first;
        for (int t = 1; t <= config.burnIn(); t++) {
            double beta = t < annealed ? Annealing.beta(t, annealed) : 1;
            if (t <= annealed && population != null) {
                population.weigh(beta - Annealing.beta(t - 1, annealed), t == annealed);
            }
            double acceptance = chains.step(step, beta);
            if (adapt) {
                search.update(acceptance);
                step = search.stepSize();
                if (t == annealed) {
                    // adaptation during annealing must not influence the step size for the model itself
                    search = new DualAveraging(step, wanted.getAsDouble(), 1);
                }
            }
            if (!watch.at(t / (double) total, "burn-in")) {
                return -step;
            }
        }
        return adapt && config.burnIn() > annealed ? search.averaged() : step;
    }

    private double[] original(double[] positions, long transition, double step) {
        double[] rows = positions.clone();
        reference.toModel(rows);
        if (Arrays.stream(rows).allMatch(Double::isFinite)) {
            double[] out = toOriginal.apply(rows);
            if (Arrays.stream(out).allMatch(Double::isFinite)) {
                return out;
            }
        }
        throw Problem.of(
                        SsmException.Kind.DIVERGED,
                        Message.of(
                                "sampling diverged: at transition %d chains had left the finite numbers", transition))
                .remedy(
                        "try a value of %s below %.3g, or, if the model has a log-density, a sampler that rejects bad steps",
                        Subject.setting("step-size"), step)
                .exception();
    }

    private SampleReport report(
            int rows, boolean complete, long transitions, double step, double acceptance, Recorder recorder) {
        double rHat = Double.NaN;
        double size = Double.NaN;
        int worst = -1;
        if (recorder != null) {
            ChainDiagnostics[] all = recorder.diagnose();
            for (int k = 0; k < all.length; k++) {
                if (all[k].rHat() > rHat || Double.isNaN(rHat) && !Double.isNaN(all[k].rHat())) {
                    rHat = all[k].rHat();
                    worst = recorder.column(k);
                }
                size = Double.isNaN(size) ? all[k].effectiveSize() : Math.min(size, all[k].effectiveSize());
            }
        }
        return new SampleReport(
                rows,
                complete,
                false,
                transitions,
                step,
                acceptance,
                rHat,
                size,
                worst,
                recorder == null ? 0 : recorder.columns());
    }

    /**
     * The annealed chains with their weights: resampled when few chains carry most of the weight, and at the end, so
     * that every mode keeps its share (Del Moral, Doucet and Jasra, "Sequential Monte Carlo samplers", JRSS B 68(3),
     * 2006).
     */
    private final class Population {
        private final Chains chains;
        private final double[] weights = new double[config.chains()];
        private final RandomStream random = new RandomStream(config.seed(), "sample.resampling");

        Population(Chains chains) {
            this.chains = chains;
        }

        void weigh(double difference, boolean last) {
            double[] ratios = chains.ratios();
            for (int i = 0; i < weights.length; i++) {
                weights[i] += Double.isNaN(ratios[i]) ? Double.NEGATIVE_INFINITY : difference * ratios[i];
            }
            if (last || Resampling.effectiveSize(weights) < 0.5 * weights.length) {
                redraw();
            }
        }

        private void redraw() {
            int dim = target.dim();
            double[] positions = new double[weights.length * dim];
            double[] chosen = new double[positions.length];
            chains.positions(positions);
            int[] drawn = Resampling.systematic(weights, random.uniform());
            for (int i = 0; i < drawn.length; i++) {
                System.arraycopy(positions, drawn[i] * dim, chosen, i * dim, dim);
            }
            chains.start(chosen);
            Arrays.fill(weights, 0);
        }
    }
}
