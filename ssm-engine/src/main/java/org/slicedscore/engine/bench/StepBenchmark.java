package org.slicedscore.engine.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingStep;

/**
 * Times training steps on random normal rows: fresh directions, the loss, every gradient, the optimiser's update.
 * Rows are sent to the device at each step as in training; clipping and weight averaging are off and not measured.
 */
public final class StepBenchmark {
    /** In place of an objective's id: times the model's value alone, the unit for the cost of a step. */
    public static final String FORWARD = "forward";

    private static final int FEWEST_STEPS = 5;
    private static final int MOST_STEPS = 1_000_000;
    private static final int LEAST_WARM_UP = 20;

    /** Warm-up time as a share of the requested time. */
    private static final double WARM_UP = 0.4;

    /** Nanoseconds of a stretch of warm-up steps. */
    private static final long STRETCH = 300_000_000L;

    /** Nanoseconds after which a stretch ends with {@link #FEW_STEPS} steps: steps this slow are compiled by then. */
    private static final long LONG_STRETCH = 4_000_000_000L;

    private static final int FEW_STEPS = 2;

    /** A stretch that takes at least this share of the previous one's time is no faster. */
    private static final double SETTLED = 0.95;

    /** Stretches without allocation after which the compiler has finished, even if it had to wait for a core. */
    private static final int QUIET_STRETCHES = 3;

    /** Relative change in bytes per step, from one stretch to the next, that counts as steady. */
    private static final double STEADY = 0.01;

    /** Steady stretches after which the steps themselves must be what allocates, not the compiler. */
    private static final int STEADY_STRETCHES = 5;

    /** Longest warm-up in seconds; the report shows what steps still allocate. */
    private static final double LONGEST_WARM_UP = 60;

    /** Longest warm-up as a multiple of the requested time. */
    private static final double LONGEST_SHARE = 10;

    private static final int BATCHES = 4;
    private static final int USUAL_BATCH = 128;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StepBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param settings as for {@link TrainingConfig#parse}, or with the objective {@link #FORWARD}; the plug-ins,
     *     their options, directions, batch size, backend, threads and seed are used
     * @param dim D
     * @param seconds how long to time, after warming up
     * @param catalog the plug-ins and backends
     * @return the cost of a step
     * @throws SsmException of kind USAGE if settings are invalid, BACKEND if the backend is not available
     */
    public static StepReport run(Map<String, String> settings, int dim, double seconds, Catalog catalog) {
        return run(settings, dim, seconds, false, catalog);
    }

    /**
     * Runs the benchmark, then profiles some more steps.
     *
     * @param settings as for the shorter form
     * @param dim D
     * @param seconds how long to time, after warming up
     * @param profiled whether to time each instruction as well
     * @param catalog the plug-ins and backends
     * @return the cost of a step
     * @throws SsmException as the shorter form, and of kind BACKEND if the backend cannot time its instructions
     */
    public static StepReport run(
            Map<String, String> settings, int dim, double seconds, boolean profiled, Catalog catalog) {
        if (dim < 1) {
            throw Problem.usage(Subject.setting("dim"))
                    .found("%d", dim)
                    .expected("1 or more")
                    .exception();
        }
        if (!(seconds > 0)) {
            throw Problem.usage(Subject.setting("seconds"))
                    .found("%s", seconds)
                    .expected("more than 0")
                    .exception();
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.putAll(settings);
        boolean forward = FORWARD.equals(all.get(Settings.OBJECTIVE.name()));
        if (forward) {
            withoutObjective(all);
        }
        TrainingConfig given = TrainingConfig.parse(all, catalog);
        TrainingConfig config = given.with(
                Settings.BATCH_SIZE, Optional.of(given.get(Settings.BATCH_SIZE).orElse(USUAL_BATCH)));
        BackendChoice choice = catalog.backends().choose(config.get(Settings.BACKEND));
        try (Workspace device = Workspace.open(choice, config.get(Settings.THREADS));
                Timed timed = forward ? forward(config, dim, device) : step(config, dim, device)) {
            return time(
                    timed,
                    config,
                    forward ? FORWARD : config.objective().id(),
                    dim,
                    seconds,
                    profiled,
                    choice,
                    device.backend());
        }
    }

    /** Removes settings that a forward pass does not use; options of an objective are an error. */
    private static void withoutObjective(Map<String, String> settings) {
        settings.remove(Settings.OBJECTIVE.name());
        for (String name : settings.keySet()) {
            if (name.startsWith("objective.")) {
                throw Problem.usage(Subject.setting(name))
                        .says("a forward pass has no objective")
                        .remedy("leave it out")
                        .exception();
            }
        }
    }

    private static Timed step(TrainingConfig config, int dim, Workspace device) {
        double rate = ResolvedConfig.learningRate(config, dim);
        TrainingStep.Spec spec = new TrainingStep.Spec(
                config.components(),
                dim,
                config.get(Settings.BATCH_SIZE).orElseThrow(),
                config.get(Settings.PROJECTIONS),
                0,
                0,
                step -> rate,
                config.get(Settings.SEED),
                false);
        TrainingStep step = new TrainingStep(spec, device);
        step.initialise(new InitialValues(config.get(Settings.SEED), null));
        return new Timed.Step(step);
    }

    private static Timed forward(TrainingConfig config, int dim, Workspace device) {
        return new ForwardPass(
                config.components(),
                dim,
                config.get(Settings.BATCH_SIZE).orElseThrow(),
                config.get(Settings.SEED),
                device);
    }

    private static StepReport time(
            Timed step,
            TrainingConfig config,
            String objective,
            int dim,
            double seconds,
            boolean profiled,
            BackendChoice choice,
            Backend backend) {
        float[][] batches = batches(config, dim);
        StepReport.WarmUp warmUp = warmUp(step, batches, seconds);
        long done = warmUp.steps();
        double[] times = new double[MOST_STEPS];
        long before = THREADS.getTotalThreadAllocatedBytes();
        int n = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double result = Double.NaN;
        while (n < FEWEST_STEPS || System.nanoTime() < end && n < MOST_STEPS) {
            long start = System.nanoTime();
            step.rows(batches[n % BATCHES]);
            step.run(++done);
            // reading waits for the device; otherwise only queueing the work would be timed
            result = step.result();
            times[n++] = (System.nanoTime() - start) * 1e-6;
        }
        long allocated = THREADS.getTotalThreadAllocatedBytes() - before;
        Arrays.sort(times, 0, n);
        double median = n % 2 == 1 ? times[n / 2] : 0.5 * (times[n / 2 - 1] + times[n / 2]);
        double gflop = 2e-9 * step.plan().multiplyAdds();
        return new StepReport(
                config.model().id(),
                dim,
                config.model().options().toMap().getOrDefault("hidden", ""),
                config.get(Settings.BATCH_SIZE).orElseThrow(),
                objective,
                config.get(Settings.PROJECTIONS),
                choice.id(),
                choice.device().name(),
                backend.threads(),
                step.parameterCount(),
                median,
                times[0],
                times[Math.min(n - 1, (int) Math.ceil(0.9 * n) - 1)],
                n,
                gflop,
                gflop / (median * 1e-3),
                step.plan().arenaSize(),
                // rounded to a whole byte: about once in a thousand steps the compiler recompiles and a vector is
                // allocated
                Math.round(Math.max(0, allocated) / (double) n),
                result,
                warmUp,
                profiled ? profile(step, batches, done, seconds, backend) : null);
    }

    /** Times the instructions over as many steps as fit into half the requested time. */
    private static Profile profile(Timed step, float[][] batches, long done, double seconds, Backend backend) {
        long[] nanoseconds = new long[step.plan().instructions().size()];
        if (!step.profile(nanoseconds)) {
            throw SsmException.backend(
                    "this backend cannot time its instructions; leave out %s", Subject.setting("profile"));
        }
        long end = System.nanoTime() + (long) (0.5 * seconds * 1e9);
        long runs = 0;
        while (runs < FEWEST_STEPS || System.nanoTime() < end) {
            step.rows(batches[(int) (runs % BATCHES)]);
            step.run(done + ++runs);
        }
        step.profile(null);
        return Profile.of(step.plan(), nanoseconds, runs, backend.measurePeak());
    }

    /**
     * Runs steps until the compiler is done with them: until a stretch of steps is no faster than the previous one
     * and allocates nothing, or allocates steadily.
     */
    private static StepReport.WarmUp warmUp(Timed step, float[][] batches, double seconds) {
        long start = System.nanoTime();
        long done = 0;
        double first = 0;
        double before = Double.POSITIVE_INFINITY;
        double allocatedBefore = 0;
        int steady = 0;
        int quiet = 0;
        while (true) {
            long from = System.nanoTime();
            long allocated = THREADS.getTotalThreadAllocatedBytes();
            int n = 0;
            while (n < LEAST_WARM_UP && !(n >= FEW_STEPS && System.nanoTime() - from > LONG_STRETCH)
                    || System.nanoTime() - from < STRETCH) {
                step.rows(batches[(int) (done % BATCHES)]);
                step.run(++done);
                step.result();
                n++;
                if (done == 1) {
                    first = 1e-6 * (System.nanoTime() - start);
                }
            }
            double mean = (double) (System.nanoTime() - from) / n;
            allocated = THREADS.getTotalThreadAllocatedBytes() - allocated;
            double spent = 1e-9 * (System.nanoTime() - start);
            double each = (double) allocated / n;
            steady = each >= 1 && Math.abs(each - allocatedBefore) <= STEADY * each ? steady + 1 : 0;
            quiet = each < 1 ? quiet + 1 : 0;
            boolean settled = quiet >= QUIET_STRETCHES && mean > SETTLED * before || steady >= STEADY_STRETCHES;
            allocatedBefore = each;
            if (settled && spent >= WARM_UP * seconds || spent > Math.min(LONGEST_WARM_UP, LONGEST_SHARE * seconds)) {
                return new StepReport.WarmUp(first, spent, done);
            }
            before = mean;
        }
    }

    private static float[][] batches(TrainingConfig config, int dim) {
        float[][] batches = new float[BATCHES][config.get(Settings.BATCH_SIZE).orElseThrow() * dim];
        RandomStream random = new RandomStream(config.get(Settings.SEED), "bench");
        for (float[] batch : batches) {
            for (int i = 0; i < batch.length; i++) {
                batch[i] = (float) random.normal();
            }
        }
        return batches;
    }
}
