package org.slicedscore.engine.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/** One run of the loop over steps: reports, evaluates, writes checkpoints, and knows when to end. */
final class TrainingSession {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);
    private static final int LOG_EVERY = 50;

    private final Trainer trainer;
    private final ResolvedConfig config;
    private final Workspace device;
    private final TrainingClock clock;
    private final StepRows rows;
    private final RunLength length;
    private final TrainingStep step;
    private final Validation validation;
    private final EarlyStopping best;
    private final Divergence divergence;
    private final StepSums sums;
    private final CheckpointClock checkpoints;
    private final TrainingListener.Start start;

    /** Steps done. */
    private long done;

    /**
     * A session at its first step, or at that of the snapshot.
     *
     * @param trainer what is trained
     * @param resolved its configuration, settled but for the interval between evaluations
     * @param choice the backend
     * @param device the backend, open; the session leaves it to the caller to close, with all that it makes there
     * @param clock the time so far
     */
    TrainingSession(
            Trainer trainer, ResolvedConfig resolved, BackendChoice choice, Workspace device, TrainingClock clock) {
        this.trainer = trainer;
        this.device = device;
        this.clock = clock;
        TrainingComponents components =
                resolved.settings().components().given(trainer.data().train().conditions());
        BlockExchange exchange = trainer.exchange();
        Blocks blocks = new Blocks(
                resolved.batchSize(), resolved.get(Settings.MICRO_BATCH).orElse(resolved.batchSize()));
        rows = new StepRows(
                trainer.data(),
                resolved,
                trainer.catalog(),
                blocks.first(blocks.from(exchange.rank(), exchange.processes())),
                blocks.first(blocks.from(exchange.rank() + 1, exchange.processes())));
        length = rows.length(resolved);
        step = new TrainingStep(spec(resolved, components), exchange, device);
        validation = new Validation(
                resolved, components, trainer.data(), device.part().see(step.weights()));
        config = resolved.get(Settings.EVALUATE_EVERY).isPresent() ? resolved : evaluating(resolved);
        best = new EarlyStopping(config.get(Settings.PATIENCE), step.weights(), step.weightShapes());
        divergence = new Divergence(trainer.store(), best, dim(), config.learningRate());
        Snapshot from = trainer.from();
        if (from == null) {
            step.initialise(
                    new InitialValues(config.get(Settings.SEED), trainer.data().train()));
            sums = new StepSums(step, 0, Double.NaN);
        } else {
            restore(from);
            sums = new StepSums(step, from.loggedStep(), from.lastLoss());
        }
        checkpoints = new CheckpointClock(config.get(Settings.CHECKPOINT_EVERY));
        start = start(choice);
    }

    private TrainingStep.Spec spec(ResolvedConfig c, TrainingComponents components) {
        return new TrainingStep.Spec(
                components,
                dim(),
                c.batchSize(),
                c.microBatch(),
                c.get(Settings.PROJECTIONS),
                c.get(Settings.CLIP),
                c.averageDecay(),
                s -> c.learningRate() * c.get(Settings.SCHEDULE).factor(s, c.get(Settings.WARMUP), length.steps()),
                c.get(Settings.SEED),
                true);
    }

    private ResolvedConfig evaluating(ResolvedConfig resolved) {
        int every = EvaluationInterval.choose(length.stepsPerEpoch(), step.multiplyAdds(), validation.multiplyAdds());
        return resolved.with(Settings.EVALUATE_EVERY, Optional.of(every));
    }

    private void restore(Snapshot from) {
        from.restore(step.state());
        done = from.step();
        best.restore(from);
    }

    private TrainingListener.Start start(BackendChoice choice) {
        return new TrainingListener.Start(
                choice.id(),
                choice.entry(),
                choice.device().name(),
                choice.reason(),
                device.backend().threads(),
                step.parameterCount(),
                trainer.data().train().rows(),
                validation.rows(),
                trainer.data().split() == null ? 0 : trainer.data().split().test().length,
                config.batchSize(),
                length.steps(),
                done,
                config.evaluateEvery(),
                validation.description(),
                step.multiplyAdds());
    }

    TrainingResult run() {
        if (trainer.store() != null) {
            trainer.store().begin(config, start);
        }
        trainer.listener().started(start);
        sums.startClock();
        checkpoints.start();
        Outcome outcome = loop();
        boolean ended = outcome != Outcome.INTERRUPTED;
        if (ended && !validation.possible()) {
            validation.fit();
            best.keep(done, Estimate.NONE);
        }
        checkpoint();
        TrainingResult result = result(outcome, ended && validation.possible() && validation.fits() ? tuned() : null);
        if (trainer.store() != null) {
            trainer.store().finish(result);
        }
        return result;
    }

    private Outcome loop() {
        StepProfile profile = trainer.profiled() ? new StepProfile(step, done, length.steps()) : null;
        Outcome outcome = loop(profile);
        if (profile != null) {
            trainer.listener().profiled(profile.end(done, device.backend()));
        }
        return outcome;
    }

    private Outcome loop(StepProfile profile) {
        int every = config.evaluateEvery();
        int logEvery = Math.min(every, LOG_EVERY);
        while (done < length.steps() && !best.exhausted()) {
            if (trainer.stop().getAsBoolean()) {
                return Outcome.INTERRUPTED;
            }
            if (profile != null) {
                profile.before(done);
            }
            step.rows(rows.after(done));
            step.run(++done);
            boolean last = done == length.steps();
            boolean evaluate = validation.possible() && (done % every == 0 || last);
            if (evaluate || done % logEvery == 0 || last) {
                report(evaluate);
            }
            if (checkpoints.due(done, evaluate)) {
                checkpoint();
            }
        }
        return done < length.steps() ? Outcome.STOPPED_EARLY : Outcome.COMPLETED;
    }

    private void report(boolean evaluate) {
        StepSums.Means means = sums.read(done);
        divergence.check("training loss", means.loss(), done);
        Estimate loss = Estimate.NONE;
        boolean better = false;
        if (evaluate) {
            loss = validation.loss();
            // once there are weights worth keeping, a validation loss gone wild is patience's business
            if (best.bestStep() == 0) {
                divergence.check("validation loss", loss.mean(), done);
            }
            better = best.offer(done, loss);
        }
        double rate = step.rate(done);
        int epoch = length.epoch(done);
        if (trainer.store() != null) {
            trainer.store()
                    .metric(new TrainingStore.Metric(
                            done,
                            epoch,
                            means.loss(),
                            means.gradientNorm(),
                            rate,
                            evaluate,
                            loss.mean(),
                            loss.standardError(),
                            better,
                            clock.seconds()));
        }
        trainer.listener()
                .progress(new TrainingListener.Progress(
                        done, length.steps(), epoch, means.loss(), means.gradientNorm(), rate, sums.reported(done)));
        if (evaluate) {
            trainer.listener()
                    .evaluated(new TrainingListener.Evaluated(
                            done,
                            epoch,
                            loss.mean(),
                            loss.standardError(),
                            better,
                            best.bestLoss().mean(),
                            best.bestStep(),
                            best.left()));
        }
    }

    private void checkpoint() {
        if (trainer.store() == null) {
            return;
        }
        long before = System.nanoTime();
        Snapshot snapshot = new Snapshot(
                done,
                sums.since(),
                best.bestStep(),
                best.bestLoss().mean(),
                best.bestLoss().standardError(),
                best.worse(),
                sums.lastLoss(),
                clock.seconds(),
                Weights.read(step.state()),
                best.best());
        if (!snapshot.finite()) {
            throw divergence.error("weights are no longer finite", done);
        }
        Path file = trainer.store().checkpoint(snapshot);
        checkpoints.written(System.nanoTime() - before);
        LOG.debug("checkpoint {}", file);
        trainer.listener().checkpoint(done, file);
    }

    /** The last stage of an exponential family; null where it leaves the finite numbers. */
    private RidgeTuning.Tuned tuned() {
        RidgeTuning.Tuned tuned = new RidgeTuning(config, trainer.data(), device).tune(best.best());
        return Double.isFinite(tuned.loss().mean()) ? tuned : null;
    }

    private TrainingResult result(Outcome outcome, RidgeTuning.Tuned tuned) {
        Map<String, Tensor> weights = tuned == null ? best.best() : tuned.weights();
        Estimate loss = tuned == null ? best.bestLoss() : tuned.loss();
        return new TrainingResult(
                start,
                outcome,
                done,
                length.epoch(done),
                best.bestStep(),
                loss.mean(),
                loss.standardError(),
                sums.lastLoss(),
                clock.seconds(),
                trainer.store() == null ? null : trainer.store().lastCheckpoint(),
                outcome == Outcome.INTERRUPTED
                        ? null
                        : new TrainedModel(config, trainer.data().preprocessing(), weights));
    }

    private int dim() {
        return trainer.data().train().dim();
    }
}
