package org.slicedscore.engine.block;

/**
 * Who computes the gradients of which blocks of a batch, and how their sums come together. Process r of s computes the blocks that {@link
 * Blocks#from} gives it. All processes run the same loop over steps: each has all weights, adds what it computed to the others' in the
 * tree of {@link TreeSum}, and takes the optimiser's step by itself. As the tree depends on the blocks alone, so do the bits.
 *
 * <p>Used by the thread that trains, once a step.
 */
public interface BlockExchange {
    /** All blocks in this process. */
    BlockExchange LOCAL = new BlockExchange() {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int processes() {
            return 1;
        }

        @Override
        public double[] total(Blocks blocks, TreeSum own) {
            return own.total();
        }
    };

    /** The number of this process: from 0 to their number. */
    int rank();

    /** How many processes train together: at least 1. */
    int processes();

    /**
     * The sum over all blocks, the same in all processes. Waits for the others.
     *
     * @param blocks the cut of the batch, the same at every call
     * @param own the sums of this process's blocks, which may be none
     * @return the sum, valid until the next call
     * @throws RuntimeException if another process cannot be reached; this one then ends without having changed any weight in this step
     */
    double[] total(Blocks blocks, TreeSum own);
}
