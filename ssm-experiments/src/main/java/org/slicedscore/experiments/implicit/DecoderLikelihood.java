package org.slicedscore.experiments.implicit;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.Estimate;

/**
 * log p(x) of a decoder, by annealed importance sampling over z from N(0, I) to p(z | x) along p(z) p(x | z)^β, with Hamiltonian
 * transitions (Neal 2001; Wu, Burda, Salakhutdinov and Grosse 2017, ICLR). The step size of each temperature is adapted in a
 * pilot on other paths and then held, so that the mean weight of the paths is unbiased for p(x), and its logarithm too low on
 * average.
 */
final class DecoderLikelihood implements AutoCloseable {
    private static final double STEEPNESS = 4;
    private static final double WANTED = 0.65;
    private static final double GAIN = 0.2;
    private static final double FIRST_STEP = 0.2;
    private static final int PILOT_TRANSITIONS = 300;

    private final Settings settings;
    private final int pixels;
    private final int paths;
    private final Workspace state;
    private final Executable start;
    private final Executable transition;
    private final Memory control;
    private final double[] numbers = new double[3];
    private final double[] acceptance;
    private double accepted;

    /**
     * How to estimate.
     *
     * @param images images a block
     * @param chains independent paths for each image
     * @param temperatures steps from the prior to the posterior
     * @param leaps leapfrog steps of a transition
     */
    record Settings(int images, int chains, int temperatures, int leaps) {}

    /** The formula of log p(x | z). */
    @FunctionalInterface
    interface Likelihood {
        /**
         * log p(x | z).
         *
         * @param z [n·P, latent]
         * @param x [n, 1, pixels]
         * @return [n, P]
         */
        Expr of(Expr z, Expr x);
    }

    /**
     * What came out.
     *
     * @param logLikelihood of each image, in nats
     * @param effective of each image, the effective number of paths
     * @param acceptance mean acceptance of the transitions
     */
    record Result(double[] logLikelihood, double[] effective, double acceptance) {
        /** The mean negative log-likelihood with its standard error over images. */
        Estimate negative() {
            return Estimate.of(Arrays.stream(logLikelihood).map(v -> -v).toArray(), logLikelihood.length);
        }

        /** How much too low log-likelihoods are on average, to first order: half the variance of the relative weight. */
        double bias(int chains) {
            return Arrays.stream(effective)
                    .map(e -> (1 / e - 1.0 / chains) / 2)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    DecoderLikelihood(Likelihood likelihood, int pixels, int latent, Settings settings, Workspace decoder) {
        this.settings = settings;
        this.pixels = pixels;
        paths = settings.images() * settings.chains();
        acceptance = new double[paths];
        Chain chain = new Chain(likelihood, pixels, latent, settings);
        state = decoder.part().allocate(chain.variables());
        start = state.compile(chain.start());
        transition = state.compile(chain.transition());
        control = transition.input(Chain.CONTROL);
    }

    /**
     * Estimates.
     *
     * @param x images of 0 and 1
     * @param count number of images
     * @param seed of random numbers
     * @param progress hears the share that is done; may throw to stop
     */
    Result estimate(float[] x, int count, long seed, DoubleConsumer progress) {
        double[] steps = pilot(x, count, Philox.key(seed, "pilot"), progress);
        double[] logs = new double[count];
        double[] effective = new double[count];
        long key = Philox.key(seed, "paths");
        double sum = 0;
        int blocks = (count + settings.images() - 1) / settings.images();
        for (int b = 0; b < blocks; b++) {
            int first = b * settings.images();
            begin(x, first, count, key);
            for (int k = 1; k <= settings.temperatures(); k++) {
                step(beta(k - 1), beta(k), steps[k], key, k, (long) first * settings.chains());
                progress.accept(0.2 + 0.8 * (b + (double) k / settings.temperatures()) / blocks);
            }
            sum += accepted / settings.temperatures() / blocks;
            accepted = 0;
            weigh(first, Math.min(settings.images(), count - first), logs, effective);
        }
        return new Result(logs, effective, sum);
    }

    /** The step size of each temperature. */
    private double[] pilot(float[] x, int count, long key, DoubleConsumer progress) {
        int n = settings.temperatures();
        int repeats = Math.max(1, PILOT_TRANSITIONS / n);
        double[] steps = new double[n + 1];
        double log = Math.log(FIRST_STEP);
        begin(x, 0, count, key);
        for (int k = 1; k <= n; k++) {
            for (int i = 0; i < repeats; i++) {
                accepted = 0;
                step(beta(k), beta(k), Math.exp(log), key, (long) k * repeats + i, 0);
                log += GAIN * (accepted - WANTED);
            }
            steps[k] = Math.exp(log);
            progress.accept(0.2 * k / n);
        }
        accepted = 0;
        return steps;
    }

    private double beta(int k) {
        if (k == 0 || k == settings.temperatures()) {
            return k == 0 ? 0 : 1;
        }
        double low = 1 / (1 + Math.exp(STEEPNESS));
        double t = 2.0 * k / settings.temperatures() - 1;
        return (1 / (1 + Math.exp(-STEEPNESS * t)) - low) / (1 - 2 * low);
    }

    private void begin(float[] x, int first, int count, long key) {
        float[] block = new float[settings.images() * pixels];
        for (int i = 0; i < settings.images(); i++) {
            // the last block is filled up with copies, which are not counted
            int row = Math.min(first + i, count - 1);
            System.arraycopy(x, row * pixels, block, i * pixels, pixels);
        }
        state.memory(Chain.ROWS).write(block, 0, 0, block.length);
        start.run(key, 0, (long) first * settings.chains());
    }

    private void step(double before, double beta, double size, long key, long step, long firstRow) {
        numbers[0] = beta - before;
        numbers[1] = beta;
        numbers[2] = size;
        control.write(numbers, 0, 0, 3);
        transition.run(key, step, firstRow);
        transition.output(Chain.ACCEPTANCE).read(0, acceptance, 0, paths);
        accepted += Arrays.stream(acceptance).sum() / paths;
    }

    private void weigh(int first, int count, double[] logs, double[] effective) {
        double[] weights = new double[paths];
        state.memory(Chain.WEIGHT).read(0, weights, 0, paths);
        int chains = settings.chains();
        for (int i = 0; i < count; i++) {
            double[] own = Arrays.copyOfRange(weights, i * chains, (i + 1) * chains);
            double most = Arrays.stream(own).max().orElseThrow();
            double sum = 0;
            double squares = 0;
            for (double w : own) {
                double e = Math.exp(w - most);
                sum += e;
                squares += e * e;
            }
            logs[first + i] = most + Math.log(sum / chains);
            effective[first + i] = sum * sum / squares;
        }
    }

    @Override
    public void close() {
        state.close();
    }

    /** The programs of the paths of a block of images. */
    private static final class Chain {
        static final String ROWS = "ais.rows";
        static final String WEIGHT = "ais.weight";
        static final String CONTROL = "control";
        static final String ACCEPTANCE = "acceptance";

        private final Likelihood likelihood;
        private final Settings settings;
        private final int paths;
        private final int latent;
        private final Expr x;
        private final Expr position;
        private final Expr value;
        private final Expr slope;
        private final Expr weight;

        Chain(Likelihood likelihood, int pixels, int latent, Settings settings) {
            this.likelihood = likelihood;
            this.settings = settings;
            this.latent = latent;
            paths = settings.images() * settings.chains();
            x = variable(ROWS, settings.images(), 1, pixels);
            position = variable("ais.position", paths, latent);
            value = variable("ais.value", paths);
            slope = variable("ais.slope", paths, latent);
            weight = variable(WEIGHT, paths);
        }

        private static Expr variable(String name, int... dims) {
            return Expr.of(new Primitive.Variable(name, Shape.of(dims)));
        }

        List<Primitive.Variable> variables() {
            return List.of(x, position, value, slope, weight).stream()
                    .map(e -> (Primitive.Variable) e.primitive())
                    .toList();
        }

        /** log p(x | z) of each path. */
        private Expr at(Expr z) {
            return likelihood.of(z, x).reshape(paths);
        }

        private Expr random(Distribution distribution, String purpose, int elements) {
            return Expr.of(new Primitive.Random(distribution, "ais." + purpose, Shape.of(paths, elements)));
        }

        Plan start() {
            Expr z = random(Distribution.NORMAL, "start", latent);
            Expr there = at(z);
            return Compiler.compile(Program.named("ais.start")
                    .assign(position, z)
                    .assign(value, there)
                    .assign(slope, Autodiff.grad(there, z))
                    .assign(weight, Expr.filled(0, weight.shape()))
                    .build());
        }

        Plan transition() {
            Expr control = Expr.of(new Primitive.Input(CONTROL, Shape.of(3)));
            Expr increment = control.slice(0, 0, 1).reshape(Shape.SCALAR);
            Expr beta = control.slice(0, 1, 2).reshape(Shape.SCALAR);
            Expr size = control.slice(0, 2, 3).reshape(Shape.SCALAR);
            Expr momentum = random(Distribution.NORMAL, "momentum", latent);
            Expr z = position;
            Expr p = momentum.add(force(beta, z, slope).mul(size).mul(0.5));
            Expr there = value;
            Expr pull = slope;
            for (int i = 1; i <= settings.leaps(); i++) {
                z = z.add(p.mul(size));
                there = at(z);
                pull = Autodiff.grad(there, z);
                Expr kick = force(beta, z, pull).mul(size);
                p = p.add(i < settings.leaps() ? kick : kick.mul(0.5));
            }
            Expr change = energy(beta, position, value, momentum).sub(energy(beta, z, there, p));
            Expr chance = change.minimum(Expr.constant(0)).exp();
            Expr accepted =
                    random(Distribution.UNIFORM, "accept", 1).reshape(paths).less(chance);
            Expr rows = accepted.expand(1);
            return Compiler.compile(Program.named("ais.transition")
                    .assign(weight, weight.add(increment.mul(value)))
                    .assign(position, rows.select(z, position))
                    .assign(value, accepted.select(there, value))
                    .assign(slope, rows.select(pull, slope))
                    .output(ACCEPTANCE, chance)
                    .build());
        }

        private static Expr force(Expr beta, Expr z, Expr slope) {
            return beta.mul(slope).sub(z);
        }

        private static Expr energy(Expr beta, Expr z, Expr value, Expr momentum) {
            return z.square().sum(-1).add(momentum.square().sum(-1)).mul(0.5).sub(beta.mul(value));
        }
    }
}
