package org.slicedscore.data;

import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.random.RandomStream;

/**
 * The rows of each training step. Each epoch deals out a fresh permutation of the rows in batches of a fixed size;
 * rows left over at its end, fewer than a batch, are skipped. The permutation depends only on the seed and the epoch,
 * so any step can be reached without replaying earlier ones. Reuses its memory: not thread-safe.
 */
public final class Batches {
    private final int batchSize;
    private final long stepsPerEpoch;
    private final int[] order;
    private final RandomStream random;
    private long epoch = -1;

    /**
     * Batches of rows.
     *
     * @param rows n
     * @param batchSize B, from 1 to n
     * @param seed the run's seed
     * @throws SsmException of kind USAGE if the batch size is out of range
     */
    public Batches(int rows, int batchSize, long seed) {
        if (batchSize < 1 || batchSize > rows) {
            throw Problem.usage(Subject.setting("batch-size"))
                    .found("%d", batchSize)
                    .expected("1 to %d, the number of training rows", rows)
                    .exception();
        }
        this.batchSize = batchSize;
        this.stepsPerEpoch = rows / batchSize;
        this.order = new int[rows];
        this.random = new RandomStream(seed, "batches");
    }

    /** The rows of a batch: B. */
    public int batchSize() {
        return batchSize;
    }

    /** The number of steps per epoch: ⌊n / B⌋, at least 1. */
    public long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** The epoch of a step; both are counted from 0. */
    public long epoch(long step) {
        return step / stepsPerEpoch;
    }

    /**
     * The rows of a step, without allocating.
     *
     * @param step counted from 0 over all epochs
     * @param out receives their indices, at least B long
     */
    public void rows(long step, int[] out) {
        copy(step, 0, batchSize, out);
    }

    /**
     * Some of the rows of a step, without allocating.
     *
     * @param step counted from 0 over all epochs
     * @param first the index in the batch of the first row that is wanted
     * @param out receives as many indices as it is long
     */
    public void rows(long step, int first, int[] out) {
        copy(step, first, out.length, out);
    }

    private void copy(long step, int first, int count, int[] out) {
        long wanted = epoch(step);
        if (wanted != epoch) {
            random.restart(wanted);
            random.permutation(order);
            epoch = wanted;
        }
        int from = (int) (step % stepsPerEpoch) * batchSize;
        System.arraycopy(order, from + first, out, 0, count);
    }
}
