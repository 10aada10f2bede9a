package org.slicedscore.benchmarks;

import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.bench.ForwardPass;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/** The value of a workload's model at a batch and nothing else: the unit that a step's cost is measured in. */
public final class ForwardStep implements AutoCloseable {
    private final Workspace device;
    private final ForwardPass pass;
    private final float[][] batches;
    private int done;

    /** Compiles the pass of a workload's model at its batch; the objective does not matter. */
    public ForwardStep(Workload workload, String backendId, int threads) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(workload.settings(backendId, threads), catalog);
        device = Workspace.open(catalog.backends().choose(config.get(Settings.BACKEND)), config.get(Settings.THREADS));
        pass = new ForwardPass(config.components(), workload.dim(), workload.batch(), 1, device);
        batches = SsmStep.batches(workload);
    }

    /** One pass: sends a batch, runs the plan, reads the values and returns the first row's. */
    public double run() {
        pass.rows(batches[done++ % batches.length]);
        pass.run(done);
        return pass.result();
    }

    /** The pass's plan. */
    public Plan plan() {
        return pass.plan();
    }

    @Override
    public void close() {
        device.close();
    }
}
