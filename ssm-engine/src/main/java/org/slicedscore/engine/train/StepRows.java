package org.slicedscore.engine.train;

import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Batches;
import org.slicedscore.data.Dataset;

/** The rows of each step: a batch of the training rows, or rows that are drawn afresh. */
final class StepRows {
    private final Dataset rows;
    private final Batches batches;
    private final FreshRows fresh;
    private final int[] indices;
    private final float[] batch;

    StepRows(TrainingData data, ResolvedConfig config, Catalog catalog) {
        rows = data.train();
        batches = new Batches(rows.rows(), config.batchSize(), config.get(Settings.SEED));
        fresh = FreshRows.of(data.table(), data.preprocessing(), config.get(Settings.SEED), catalog);
        indices = new int[config.batchSize()];
        batch = new float[config.batchSize() * rows.width()];
    }

    /** How long a run on them is. */
    RunLength length(ResolvedConfig config) {
        return new RunLength(batches.stepsPerEpoch(), config.totalSteps(batches.stepsPerEpoch()));
    }

    /** The rows after so many steps, in the same array each time. */
    float[] after(long done) {
        if (fresh == null) {
            batches.rows(done, indices);
            rows.gather(indices, indices.length, batch);
        } else {
            fresh.fill(done, indices.length, batch);
        }
        return batch;
    }
}
