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

        /** Rows of a batch that count, the first ones, and all of them; equal where the rows are no matter. */
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
