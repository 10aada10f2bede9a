package org.slicedscore.engine.block;

/**
 * A batch that is cut into blocks of rows by their index in the batch. Nothing else decides the cut: not the processes, nor their number.
 *
 * @param rows of the batch, at least 1
 * @param block rows of a block, at least 1; the last block may have fewer
 */
public record Blocks(int rows, int block) {
    /** Checks that both are positive. */
    public Blocks {
        if (rows < 1 || block < 1) {
            throw new IllegalArgumentException(rows + " rows in blocks of " + block);
        }
    }

    /** The number of blocks, at least 1. */
    public int count() {
        return (int) ((rows + (long) block - 1) / block);
    }

    /**
     * The index of a block's first row.
     *
     * @param i the block, from 0 to the count, which gives the number of rows
     */
    public int first(int i) {
        return (int) Math.min(rows, (long) i * block);
    }

    /**
     * The rows of a block.
     *
     * @param i the block, from 0
     */
    public int rows(int i) {
        return first(i + 1) - first(i);
    }

    /** The rows of the last block where it is shorter than the others, else 0. */
    public int shorter() {
        return rows % block;
    }

    /**
     * The first block of a process; the blocks before the next process's first one are its own.
     *
     * @param rank the process, from 0 to their number
     * @param processes their number
     */
    public int from(int rank, int processes) {
        return (int) ((long) count() * rank / processes);
    }
}
