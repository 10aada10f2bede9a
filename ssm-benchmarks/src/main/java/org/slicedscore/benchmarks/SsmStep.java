package org.slicedscore.benchmarks;

import java.util.SplittableRandom;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingStep;

/** A workload's training step in this framework, ready to be run again and again on random rows. */
public final class SsmStep implements AutoCloseable {
    private static final int BATCHES = 4;
    private static final long SEED = 1;

    private final Workspace device;
    private final TrainingStep step;
    private final float[][] batches;
    private long done;

    /** Compiles the step of a workload. */
    public SsmStep(Workload workload, String backendId, int threads) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(workload.settings(backendId, threads), catalog);
        device = Workspace.open(catalog.backends().choose(config.get(Settings.BACKEND)), config.get(Settings.THREADS));
        step = new TrainingStep(
                new TrainingStep.Spec(
                        config.components(),
                        workload.dim(),
                        workload.batch(),
                        0,
                        workload.directions(),
                        0,
                        0,
                        _ -> 0, // every step does all its work, but starts from the same weights
                        SEED,
                        false),
                device);
        step.initialise(new InitialValues(SEED, null));
        batches = batches(workload);
    }

    /** Some batches of standard normal rows to train on, row-major. */
    public static float[][] batches(Workload workload) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] batches = new float[BATCHES][workload.batch() * workload.dim()];
        for (float[] batch : batches) {
            for (int i = 0; i < batch.length; i++) {
                batch[i] = (float) random.nextGaussian();
            }
        }
        return batches;
    }

    /** One step: sends a batch, runs the plan, waits for the loss. */
    public double run() {
        step.rows(batches[(int) (done % BATCHES)]);
        step.run(++done);
        return step.loss();
    }

    /** The step's plan. */
    public Plan plan() {
        return step.plan();
    }

    @Override
    public void close() {
        device.close();
    }
}
