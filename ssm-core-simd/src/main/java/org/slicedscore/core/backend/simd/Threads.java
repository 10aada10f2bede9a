package org.slicedscore.core.backend.simd;

/** Decides whether a piece of work is worth a second thread. It never changes what the pieces are. */
final class Threads {
    /**
     * Units of work (multiply-adds of a matrix product) below which the handshake costs more than another core saves.
     */
    private static final long WORTH_SHARING = 1_000_000;

    /** The calling thread and no other. */
    static final Threads ALONE = new Threads(new WorkerPool(1));

    private final WorkerPool pool;

    Threads(WorkerPool pool) {
        this.pool = pool;
    }

    int count() {
        return pool.threads();
    }

    /** Does all pieces of a task that takes about this much work. */
    void run(Task task, int count, long work) {
        if (work < WORTH_SHARING) {
            pool.runAlone(task, count);
        } else {
            pool.run(task, count);
        }
    }
}
