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

        public Run(Threads threads) {
            this.threads = threads;
        }
    }
}
