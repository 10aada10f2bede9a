package org.slicedscore.engine.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.device.Workspace;

/**
 * What is trained, on what and how. What comes out depends on the configuration, the rows and the backend alone: not on
 * threads, on checkpoints, or on being interrupted and resumed.
 *
 * @param config what to do
 * @param data the rows
 * @param catalog where plug-ins and backends are
 * @param listener hears how it goes
 * @param store where the run is written down; null for nowhere
 * @param from the snapshot of the same run to go on from; null to start at the first step
 * @param profiled whether to time each instruction of the steps
 * @param stop asked before each step whether to end there
 * @param exchange who computes which blocks of a batch
 */
public record Trainer(
        TrainingConfig config,
        TrainingData data,
        Catalog catalog,
        TrainingListener listener,
        TrainingStore store,
        Snapshot from,
        boolean profiled,
        BooleanSupplier stop,
        BlockExchange exchange) {
    /**
     * A run from the first step, without a listener and without a place to store it.
     *
     * @param config what to do
     * @param data the rows
     * @param catalog where plug-ins and backends are
     */
    public Trainer(TrainingConfig config, TrainingData data, Catalog catalog) {
        this(config, data, catalog, TrainingListener.SILENT, null, null, false, () -> false, BlockExchange.LOCAL);
    }

    /**
     * The same with a listener.
     *
     * @param observer is told of the progress
     * @return another trainer
     */
    public Trainer listener(TrainingListener observer) {
        return new Trainer(config, data, catalog, observer, store, from, profiled, stop, exchange);
    }

    /**
     * The same, written down.
     *
     * @param where where; null for nowhere
     * @return another trainer
     */
    public Trainer store(TrainingStore where) {
        return new Trainer(config, data, catalog, listener, where, from, profiled, stop, exchange);
    }

    /**
     * The same, going on from a snapshot of the same run.
     *
     * @param snapshot from where; null for the first step
     * @return another trainer
     */
    public Trainer from(Snapshot snapshot) {
        return new Trainer(config, data, catalog, listener, store, snapshot, profiled, stop, exchange);
    }

    /**
     * The same, timing each instruction of the steps or not. The listener is told the times. Those of the first steps, in
     * which the run-time compiler is still at work, are left out.
     *
     * @param timed whether to
     * @return another trainer
     */
    public Trainer profiled(boolean timed) {
        return new Trainer(config, data, catalog, listener, store, from, timed, stop, exchange);
    }

    /**
     * The same, ending where somebody asks for it: then it writes a checkpoint and returns.
     *
     * @param asked asked before each step, on the thread that trains
     * @return another trainer
     */
    public Trainer stop(BooleanSupplier asked) {
        return new Trainer(config, data, catalog, listener, store, from, profiled, asked, exchange);
    }

    /**
     * The same with others, each of which trains the same on the same rows. The result is that of one process, bit for bit. All have to stop
     * at the same step, so none asks for a stop of its own.
     *
     * @param others who computes which blocks of a batch
     * @return another trainer
     */
    public Trainer exchange(BlockExchange others) {
        return new Trainer(config, data, catalog, listener, store, from, profiled, stop, others);
    }

    /**
     * Trains until the steps are done, the validation loss stops getting better or somebody asks for a stop.
     *
     * @return how it ended, with the best weights
     * @throws SsmException of kind DIVERGED if training leaves the finite numbers, USAGE if the parts of the configuration
     *     do not go together, BACKEND if the backend is not to be had, DATA if the store cannot be written
     */
    public TrainingResult run() {
        BackendChoice choice = catalog.backends().choose(config.get(Settings.BACKEND));
        ResolvedConfig resolved = resolved(choice);
        TrainingClock clock = new TrainingClock(from == null ? 0 : from.seconds(), System.nanoTime());
        try (Workspace device = Workspace.open(choice, resolved.get(Settings.THREADS))) {
            return new TrainingSession(this, resolved, choice, device, clock).run();
        }
    }

    /** The configuration with everything settled that the rows and the backend settle. */
    private ResolvedConfig resolved(BackendChoice choice) {
        Dataset rows = data.train();
        TrainingComponents c = config.components();
        InitialValues values = new InitialValues(config.get(Settings.SEED), rows);
        TrainingConfig divided =
                data.split() == null ? config : config.with(Settings.TEST, Optional.of(data.testShare()));
        TrainingConfig told =
                data.preprocessing().image().map(divided::forImages).orElse(divided);
        return told.with(Settings.BACKEND, choice.spec())
                .withObjective(c.objective().settle(c.objectiveOptions(), values.source("objective")))
                .resolve(rows.rows(), rows.width(), data.preprocessing().scaling());
    }
}
