package org.slicedscore.engine.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingStep;

/**
 * Times training steps on random normal rows: fresh directions, the loss, every gradient, the optimiser's update.
 * Rows are sent to the device at each step as in training; clipping and weight averaging are off and not measured. The
 * learning rate is 0 unless {@link BenchOptions} says otherwise, so that all steps are timed in the same, healthy state.
 */
public final class StepBenchmark {
    /** The model that is timed unless another is given: the paper's energy network. */
    public static final String MODEL = "mlp-energy";

    /** In place of an objective's id: times the model's value alone, the unit for the cost of a step. */
    public static final String FORWARD = "forward";

    private static final int FEWEST_STEPS = 5;
    private static final int MOST_STEPS = 1_000_000;
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
     * @param options how to measure
     * @param catalog the plug-ins and backends
     * @return the cost of a step
     * @throws SsmException of kind USAGE if settings are invalid, BACKEND if the backend is not available, or cannot time its
     *     instructions where a profile is asked for
     */
    public static StepReport run(Map<String, String> settings, int dim, BenchOptions options, Catalog catalog) {
        if (dim < 1) {
            throw Problem.usage(Subject.setting("dim"))
                    .found("%d", dim)
                    .expected("1 or more")
                    .exception();
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Settings.MODEL.name(), MODEL);
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
                Timed timed = forward ? forward(config, dim, device) : step(config, dim, options, device)) {
            String objective = forward ? FORWARD : config.objective().id();
            return time(timed, config, objective, dim, options, choice, device.backend());
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

    private static Timed step(TrainingConfig config, int dim, BenchOptions options, Workspace device) {
        TrainingStep.Spec spec = new TrainingStep.Spec(
                config.components(),
                dim,
                config.get(Settings.BATCH_SIZE).orElseThrow(),
                0,
                config.get(Settings.PROJECTIONS),
                0,
                0,
                _ -> options.learningRate(),
                config.get(Settings.SEED),
                false);
        TrainingStep step = new TrainingStep(spec, device);
        step.initialise(new InitialValues(config.get(Settings.SEED), null).times(options.weightScale()));
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
            BenchOptions options,
            BackendChoice choice,
            Backend backend) {
        double seconds = options.seconds();
        float[][] batches = batches(config, dim);
        StepReport.WarmUp warmUp = WarmUp.run(step, batches, seconds);
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
        Profile profile = options.profiled() ? profile(step, batches, done, seconds, backend) : null;
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
                options.learningRate(),
                options.weightScale(),
                peak(choice, backend),
                warmUp,
                profile);
    }

    /** The peak of one thread and of all, measured right after the steps; null if the backend cannot tell. */
    private static StepReport.Peak peak(BackendChoice choice, Backend backend) {
        OptionalDouble all = backend.measurePeak();
        if (all.isEmpty()) {
            return null;
        }
        if (backend.threads() == 1 || backend.device().kind() != Device.Kind.CPU) {
            return new StepReport.Peak(1e-9 * all.getAsDouble(), 1e-9 * all.getAsDouble());
        }
        try (Backend one = choice.open(1)) {
            return new StepReport.Peak(1e-9 * one.measurePeak().orElseThrow(), 1e-9 * all.getAsDouble());
        }
    }

    /** Times the instructions over as many steps as fit into half the requested time. */
    private static Profile profile(Timed step, float[][] batches, long done, double seconds, Backend backend) {
        long[] nanoseconds = new long[step.plan().instructions().size()];
        if (!step.profile(nanoseconds)) {
            throw Problem.backend(Subject.setting("profile"))
                    .says("this backend cannot time its instructions")
                    .remedy("leave it out")
                    .exception();
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
