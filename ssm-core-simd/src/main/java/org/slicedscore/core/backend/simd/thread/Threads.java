package org.slicedscore.core.backend.simd.thread;

/**
 * Decides whether a piece of work is worth a second thread. It never changes the pieces.
 *
 * <p>Where other processes compete for the cores, a thread may lose its core in the middle of a piece, and the others wait
 * for it for a time slice, a hundred times as long as the piece takes. When that has happened the caller works alone for a
 * while, and the longer the more often it happens.
 */
public final class Threads {
    /** Only the calling thread. */
    public static final Threads ALONE = new Threads(new WorkerPool(1));

    /** Units of work (multiply-adds of a matrix product) below which the handshake costs more than another core saves. */
    private static final long WORTH_SHARING = 200_000;

    /** The same if the other threads are parked: waking one takes as long as this work. */
    private static final long WORTH_WAKING = 1_000_000;

    /** Pieces that the caller may have to wait for at the end; more than two are no coincidence. */
    private static final double PATIENCE = 8;

    private static final long SHORTEST_PAUSE = 5_000_000;
    private static final long LONGEST_PAUSE = 80_000_000;

    private final WorkerPool pool;
    private long pause = SHORTEST_PAUSE;
    private long pausedAt;
    private boolean paused;

    public Threads(WorkerPool pool) {
        this.pool = pool;
    }

    public int count() {
        return pool.threads();
    }

    /** Runs all pieces of a task that takes about this much work. */
    public void run(Task task, int count, long work) {
        boolean wakes = work >= WORTH_WAKING;
        if (work < WORTH_SHARING || count < 2 || !wakes && !pool.isAwake() || pausing()) {
            pool.runAlone(task, count);
            return;
        }
        if (pool.run(task, count, wakes) > PATIENCE) {
            paused = true;
            pausedAt = System.nanoTime();
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else {
            // decays slowly, or threads would be tried at every turn on a machine that is always busy
            pause = Math.max(pause - pause / 64, SHORTEST_PAUSE);
        }
    }

    private boolean pausing() {
        if (paused && System.nanoTime() - pausedAt >= pause) {
            paused = false;
        }
        return paused;
    }
}
