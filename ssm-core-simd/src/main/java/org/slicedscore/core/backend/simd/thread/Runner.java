package org.slicedscore.core.backend.simd.thread;

/** One instruction, ready to run. */
public interface Runner {
    /** Runs it. */
    void run(Run run);

    /** The values that differ between runs. One object for all runs, so that a run allocates nothing. */
    final class Run {
        public final Threads threads;
        public long seed;
        public int step;
        public int firstRow;

        /** How many rows of a batch count, the first ones, and how many there are; equal when all count. */
        public int rows = 1;

        public int batch = 1;

        public Run(Threads threads) {
            this.threads = threads;
        }

        /** How much of an axis that goes through the rows of a batch has to be done. */
        public int share(int extent) {
            return rows == batch ? extent : (int) ((long) extent * rows / batch);
        }
    }
}
