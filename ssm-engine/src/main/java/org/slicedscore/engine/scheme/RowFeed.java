package org.slicedscore.engine.scheme;

import org.slicedscore.data.Batches;
import org.slicedscore.data.Dataset;

/** The rows of each round, which all turns of the round see. */
@FunctionalInterface
public interface RowFeed {
    /** For a scheme that reads no rows. */
    RowFeed NONE = (round, batch) -> {};

    /**
     * Writes the rows of a round, which depend on its number alone.
     *
     * @param round counts from 0
     * @param batch receives the rows, [B, width], row-major
     */
    void fill(long round, float[] batch);

    /**
     * Batches of a data set, in a fresh order each epoch.
     *
     * @param rows the data set
     * @param batchSize B
     * @param seed of the orders
     * @return rows that are gathered without allocating; used by one thread at a time
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there are fewer than B rows
     */
    static RowFeed of(Dataset rows, int batchSize, long seed) {
        Batches batches = new Batches(rows.rows(), batchSize, seed);
        int[] indices = new int[batchSize];
        return (round, batch) -> {
            batches.rows(round, indices);
            rows.gather(indices, batchSize, batch);
        };
    }
}
