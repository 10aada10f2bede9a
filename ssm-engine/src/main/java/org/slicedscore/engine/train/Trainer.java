package org.slicedscore.engine.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Batches;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/**
 * Runs training. What comes out depends on the configuration, the rows and the backend alone: not on threads, on
 * checkpoints, or on being interrupted and resumed.
 */
public final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    /** A loss of this many nats for each dimension is on its way out of the floating-point numbers. */
    private static final double RUNAWAY = 1e8;

    private static final int LOG_EVERY = 50;

    /** A profile leaves out this many steps at most, of a short run a fifth. */
    private static final long UNTIMED_STEPS = 500;

    private final TrainingConfig given;
    private final Catalog catalog;
    private final TrainingData data;
    private TrainingListener listener = TrainingListener.SILENT;
    private TrainingStore store;
    private Snapshot from;
    private volatile boolean stopRequested;
    private boolean profiled;

    // the state of a run, beside what lives on the device
    private ResolvedConfig config;
    private TrainingStep step;
    private Criterion criterion;
    private CoefficientRefit coefficients;
    private EarlyStopping best;
    private long totalSteps;
    private long stepsPerEpoch;
    private long done;
    private long loggedStep;
    private long loggedNanos;
    private double lastLoss;
    private CheckpointClock clock;
    private double secondsBefore;
    private long begun;
    private long timedFrom;

    /**
     * A run to be.
     *
     * @param config what to do
     * @param data the rows
     * @param catalog where plug-ins and backends are
     */
    public Trainer(TrainingConfig config, TrainingData data, Catalog catalog) {
        this.given = Objects.requireNonNull(config);
        this.data = Objects.requireNonNull(data);
        this.catalog = Objects.requireNonNull(catalog);
    }

    /**
     * Sets who hears how it goes.
     *
     * @param whoever hears
     * @return this
     */
    public Trainer listener(TrainingListener whoever) {
        listener = Objects.requireNonNull(whoever);
        return this;
    }

    /**
     * Sets where the run is written down; without this it is not.
     *
     * @param where where
     * @return this
     */
    public Trainer store(TrainingStore where) {
        store = where;
        return this;
    }

    /**
     * Goes on from a snapshot of the same run instead of starting at the first step.
     *
     * @param snapshot from where
     * @return this
     */
    public Trainer from(Snapshot snapshot) {
        from = snapshot;
        return this;
    }

    /**
     * Times each instruction of the steps, once the first ones are done in which the run-time compiler is still at work,
     * and tells the listener.
     *
     * @return this
     */
    public Trainer profiled() {
        profiled = true;
        return this;
    }

    /** Asks a run to stop at the next step boundary, from any thread. It writes a checkpoint and returns. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Trains until the steps are done, the validation loss stops getting better or somebody asks for a stop.
     *
     * @return how it ended, with the best weights
     * @throws SsmException of kind DIVERGED if training leaves the finite numbers, USAGE if the parts of the configuration
     *     do not go together, BACKEND if the backend is not to be had, DATA if the store cannot be written
     */
    public TrainingResult run() {
        BackendChoice choice = catalog.backends().choose(given.get(Settings.BACKEND));
        Dataset rows = data.train();
        config = settled(given.with(Settings.BACKEND, choice.spec())).resolve(rows.rows(), rows.dim());
        TrainingConfig.Components components = config.settings().components();
        Batches batches = new Batches(rows.rows(), config.batchSize(), config.get(Settings.SEED));
        stepsPerEpoch = batches.stepsPerEpoch();
        totalSteps = config.totalSteps(stepsPerEpoch);
        begun = System.nanoTime();
        try (Backend backend = choice.open(config.get(Settings.THREADS))) {
            step = new TrainingStep(spec(components, rows.dim()), backend);
            try {
                criterion = data.validation() == null ? null : criterion(components, backend);
                try {
                    coefficients = components.linear() ? refit(components, backend) : null;
                    return train(choice, backend, batches);
                } finally {
                    if (criterion != null) {
                        criterion.close();
                    }
                    if (coefficients != null) {
                        coefficients.close();
                    }
                }
            } finally {
                step.close();
            }
        }
    }

    /** With the options of the objective that the training rows settle. */
    private TrainingConfig settled(TrainingConfig open) {
        TrainingConfig.Components c = open.components();
        InitialValues values = new InitialValues(open.get(Settings.SEED), data.train());
        return open.withObjective(c.objective().settle(c.objectiveOptions(), values.source("objective")));
    }

    private TrainingStep.Spec spec(TrainingConfig.Components components, int dim) {
        ResolvedConfig c = config;
        long total = totalSteps;
        return new TrainingStep.Spec(
                components,
                dim,
                c.batchSize(),
                c.get(Settings.PROJECTIONS),
                c.get(Settings.CLIP),
                c.get(Settings.EMA),
                s -> c.learningRate() * c.get(Settings.SCHEDULE).factor(s, c.get(Settings.WARMUP), total),
                c.get(Settings.SEED),
                true);
    }

    private CoefficientRefit refit(TrainingConfig.Components components, Backend backend) {
        return new CoefficientRefit(
                components,
                config.get(Settings.PROJECTIONS),
                data.train(),
                config.get(Settings.SEED),
                backend,
                step.weights());
    }

    private Criterion criterion(TrainingConfig.Components components, Backend backend) {
        Dataset held = data.validation();
        return Criterion.forStopping(
                components,
                config.get(Settings.PROJECTIONS),
                held.dim(),
                held.rows(),
                config.get(Settings.SEED),
                backend,
                step.weights());
    }

    private TrainingResult train(BackendChoice choice, Backend backend, Batches batches) {
        if (config.get(Settings.EVALUATE_EVERY).isEmpty()) {
            int every = EvaluationInterval.choose(
                    stepsPerEpoch,
                    step.plan().multiplyAdds(),
                    (criterion == null
                                    ? 0
                                    : criterion.multiplyAdds(data.validation().rows()))
                            + (coefficients == null ? 0 : coefficients.multiplyAdds()));
            config = config.with(Settings.EVALUATE_EVERY, Optional.of(every));
        }
        best = new EarlyStopping(config.get(Settings.PATIENCE), step.weights(), step.weightShapes());
        restore();
        TrainingListener.Start start = start(choice, backend);
        if (store != null) {
            store.begin(config, start);
        }
        listener.started(start);
        loggedNanos = System.nanoTime();
        clock = new CheckpointClock(config.get(Settings.CHECKPOINT_EVERY));

        long[] nanoseconds = new long[profiled ? step.plan().instructions().size() : 0];
        Outcome outcome = loop(batches, nanoseconds);
        if (profiled) {
            step.profile(null);
            listener.profiled(new TrainingListener.Profiled(
                    step.plan(), nanoseconds, Math.max(0, done - timedFrom), backend.measurePeak()));
        }
        if (outcome != Outcome.INTERRUPTED && criterion == null) {
            if (coefficients != null) {
                coefficients.run();
            }
            best.keep(done, new Estimate(Double.NaN, Double.NaN));
        }
        checkpoint();
        Map<String, Tensor> weights = best.best();
        Estimate loss = best.bestLoss();
        if (outcome != Outcome.INTERRUPTED && coefficients != null && criterion != null) {
            RidgeTuning.Tuned tuned = new RidgeTuning(config, data, backend).tune(weights);
            if (Double.isFinite(tuned.loss().mean())) {
                weights = tuned.weights();
                loss = tuned.loss();
            }
        }
        TrainingResult result = new TrainingResult(
                outcome,
                done,
                epoch(),
                best.bestStep(),
                loss.mean(),
                loss.standardError(),
                lastLoss,
                seconds(),
                store == null ? null : store.lastCheckpoint(),
                outcome == Outcome.INTERRUPTED ? null : new TrainedModel(config, data.preprocessing(), weights));
        if (store != null) {
            store.finish(result);
        }
        return result;
    }

    private Outcome loop(Batches batches, long[] nanoseconds) {
        Dataset rows = data.train();
        FreshRows fresh = FreshRows.of(data.table(), data.preprocessing(), config.get(Settings.SEED), catalog);
        int[] indices = new int[config.batchSize()];
        float[] batch = new float[config.batchSize() * rows.dim()];
        int every = evaluateEvery();
        int logEvery = Math.min(every, LOG_EVERY);
        timedFrom = profiled ? done + Math.min(UNTIMED_STEPS, (totalSteps - done) / 5) : Long.MAX_VALUE;
        while (done < totalSteps && !best.exhausted()) {
            if (stopRequested) {
                return Outcome.INTERRUPTED;
            }
            if (done == timedFrom && !step.profile(nanoseconds)) {
                throw SsmException.backend("this backend cannot time its instructions; leave out --profile");
            }
            batches.rows(done, indices);
            if (fresh == null) {
                rows.gather(indices, indices.length, batch);
            } else {
                fresh.fill(done, config.batchSize(), batch);
            }
            step.rows(batch);
            step.run(++done);
            boolean evaluate = criterion != null && (done % every == 0 || done == totalSteps);
            if (evaluate || done % logEvery == 0 || done == totalSteps) {
                report(evaluate);
            }
            if (clock.due(done, evaluate)) {
                checkpoint();
            }
        }
        return done < totalSteps ? Outcome.STOPPED_EARLY : Outcome.COMPLETED;
    }

    private int evaluateEvery() {
        return config.get(Settings.EVALUATE_EVERY).orElseThrow();
    }

    private void restore() {
        if (from == null) {
            step.initialise(new InitialValues(config.get(Settings.SEED), data.train()));
            lastLoss = Double.NaN;
            return;
        }
        for (String name : step.state().names()) {
            if (!from.state().containsKey(name)
                    || from.state().get(name).size() != step.state().shape(name).size()) {
                throw SsmException.data(
                        "the checkpoint of step %d does not fit the configuration: variable '%s' is missing or of another "
                                + "size; start a new run",
                        from.step(), name);
            }
            step.state().write(name, from.state().get(name).toDoubles());
        }
        done = from.step();
        loggedStep = from.loggedStep();
        lastLoss = from.lastLoss();
        secondsBefore = from.seconds();
        best.restore(from);
    }

    private TrainingListener.Start start(BackendChoice choice, Backend backend) {
        return new TrainingListener.Start(
                choice.id(),
                choice.entry(),
                choice.device().name(),
                choice.reason(),
                backend.threads(),
                step.parameterCount(),
                data.train().rows(),
                data.validation() == null ? 0 : data.validation().rows(),
                config.batchSize(),
                totalSteps,
                done,
                evaluateEvery(),
                criterion == null ? "none" : criterion.description(),
                step.plan().multiplyAdds());
    }

    private void report(boolean evaluate) {
        long steps = done - loggedStep;
        lastLoss = step.lossSum() / steps;
        double gradientNorm = Math.sqrt(step.gradientSquareSum() / steps);
        step.resetSums();
        checkFinite("training loss", lastLoss);
        Estimate validation = new Estimate(Double.NaN, Double.NaN);
        boolean better = false;
        if (evaluate) {
            if (coefficients != null) {
                coefficients.run();
            }
            Dataset held = data.validation();
            validation = criterion.evaluate(held.values(), held.rows());
            // once there are weights worth keeping, a validation loss gone wild is patience's business
            if (best.bestStep() == 0) {
                checkFinite("validation loss", validation.mean());
            }
            better = best.offer(done, validation);
        }
        double rate = step.rate(done);
        if (store != null) {
            store.metric(new TrainingStore.Metric(
                    done,
                    epoch(),
                    lastLoss,
                    gradientNorm,
                    rate,
                    evaluate,
                    validation.mean(),
                    validation.standardError(),
                    better,
                    seconds()));
        }
        long now = System.nanoTime();
        listener.progress(new TrainingListener.Progress(
                done, totalSteps, epoch(), lastLoss, gradientNorm, rate, steps / ((now - loggedNanos) * 1e-9)));
        if (evaluate) {
            listener.evaluated(new TrainingListener.Evaluated(
                    done,
                    epoch(),
                    validation.mean(),
                    validation.standardError(),
                    better,
                    best.bestLoss().mean(),
                    best.bestStep(),
                    best.left()));
        }
        loggedStep = done;
        loggedNanos = now;
    }

    private void checkFinite(String what, double loss) {
        // below: a loss that falls without end, as on rows that repeat; above: one that explodes
        if (Double.isFinite(loss) && Math.abs(loss) <= RUNAWAY * data.train().dim()) {
            return;
        }
        throw diverged(what + " is " + loss);
    }

    private SsmException diverged(String what) {
        Path last = store == null ? null : store.lastCheckpoint();
        String kept = last == null
                ? "there is no checkpoint before it"
                : "the last good checkpoint is " + last
                        + (best.bestStep() == 0
                                ? ""
                                : String.format(
                                        java.util.Locale.ROOT,
                                        " (best validation loss %.6g at step %d)",
                                        best.bestLoss().mean(),
                                        best.bestStep()));
        return new SsmException(
                SsmException.Kind.DIVERGED,
                String.format(
                        java.util.Locale.ROOT,
                        "training diverged at step %d: the %s; %s; try a smaller --lr than %s, a smaller --clip, or more --noise",
                        done,
                        what,
                        kept,
                        config.learningRate()),
                null);
    }

    private void checkpoint() {
        if (store == null) {
            return;
        }
        long before = System.nanoTime();
        Snapshot snapshot = new Snapshot(
                done,
                loggedStep,
                best.bestStep(),
                best.bestLoss().mean(),
                best.bestLoss().standardError(),
                best.worse(),
                lastLoss,
                seconds(),
                Weights.read(step.state()),
                best.best());
        if (!Weights.finite(snapshot.state())) {
            throw diverged("weights are no longer finite");
        }
        Path file = store.checkpoint(snapshot);
        clock.written(System.nanoTime() - before);
        LOG.debug("checkpoint {}", file);
        listener.checkpoint(done, file);
    }

    private int epoch() {
        return (int) ((Math.max(1, done) - 1) / stepsPerEpoch + 1);
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - begun) * 1e-9;
    }
}
