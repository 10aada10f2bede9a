package org.slicedscore.core.backend.simd;

/** One instruction, ready to run. */
interface Runner {
    /**
     * Runs it.
     *
     * @param run what differs from run to run
     */
    void run(Run run);

    /** What differs from run to run. One object for all runs, so that a run allocates nothing. */
    final class Run {
        final Threads threads;
        long seed;
        int step;
        int firstRow;

        Run(Threads threads) {
            this.threads = threads;
        }
    }
}
