package org.slicedscore.engine.train;

import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Batches;
import org.slicedscore.data.Dataset;

/** The rows of each step: a batch of the training rows, or rows that are drawn afresh. */
final class StepRows {
    private final Dataset rows;
    private final Batches batches;
    private final FreshRows fresh;
    private final int first;
    private final int[] indices;
    private final float[] batch;

    /**
     * @param first the index in the batch of the first row that is wanted
     * @param end the index behind the last one
     */
    StepRows(TrainingData data, ResolvedConfig config, Catalog catalog, int first, int end) {
        this.first = first;
        rows = data.train();
        batches = new Batches(rows.rows(), config.batchSize(), config.get(Settings.SEED));
        fresh = FreshRows.of(data.table(), data.preprocessing(), config.get(Settings.SEED), catalog);
        indices = new int[end - first];
        batch = new float[Math.multiplyExact(indices.length, rows.width())];
    }

    /** How long a run on them is. */
    RunLength length(ResolvedConfig config) {
        return new RunLength(batches.stepsPerEpoch(), config.totalSteps(batches.stepsPerEpoch()));
    }

    /** The wanted rows of the batch after so many steps, in the same array each time. */
    float[] after(long done) {
        if (fresh == null) {
            batches.rows(done, first, indices);
            rows.gather(indices, indices.length, batch);
        } else {
            fresh.fill(done, batches.batchSize(), first, indices.length, batch);
        }
        return batch;
    }
}
