package org.slicedscore.core.backend.simd.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that share out the pieces of one {@link Task} at a time: the caller and daemon workers.
 *
 * <p>A handshake costs no lock and no allocation. One word holds the range of the pieces that are left. A thread claims
 * a piece by narrowing it: the caller from its end, workers from its beginning, so that the caller, and a worker that is
 * alone, come back to the rows in their caches. A worker that wakes late claims a piece of the run at hand, if there is one. The caller waits for
 * pieces, not for workers: a worker kept off its core by another process delays nothing as long as it has claimed
 * nothing. A waiting thread spins for a few tens of microseconds and then parks.
 */
public final class WorkerPool implements AutoCloseable {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle FAILURE;

    // Each on cache lines of its own: the claimed word is written by all, the finished count by all, at different
    // times.
    private static final int CLAIM = 32;
    private static final int FINISHED = 64;
    private static final int WORDS = 96;

    /** The time a thread spins before it parks: longer than a gap between instructions, shorter than a time slice. */
    private static final long SPIN_NANOS = 40_000;

    /** The shortest wait at the end of a run that can mean that a thread has lost its core. */
    private static final long NOTICED_NANOS = 100_000;

    static {
        try {
            FAILURE = MethodHandles.lookup().findVarHandle(WorkerPool.class, "failure", Throwable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] words = new long[WORDS];
    private final Worker[] workers;
    private Task task;
    private int pieces;
    private volatile Thread waiting;
    private volatile Throwable failure;
    private volatile boolean closed;

    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    /** The caller and the workers. */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs all pieces of a task and returns when they are done. One caller at a time; a piece must not call this.
     *
     * @param work the task
     * @param count its number of pieces
     * @return how long the caller waited for the others at the end, in units of its own average piece; 0 if it ran none,
     *     or waited too short a time for a thread to have lost its core
     */
    public double run(Task work, int count) {
        return run(work, count, true);
    }

    /** The same; without waking threads that are parked, unless told to. */
    double run(Task work, int count, boolean wakes) {
        if (workers.length == 0 || count <= 1) {
            runAlone(work, count);
            return 0;
        }
        task = work;
        pieces = count;
        WORD.setVolatile(words, FINISHED, 0L);
        WORD.setVolatile(words, CLAIM, (long) count);
        int helpers = wakes ? Math.min(workers.length, count - 1) : 0;
        for (int i = 0; i < helpers; i++) {
            workers[i].wake();
        }
        long start = System.nanoTime();
        int mine = work(0);
        long end = System.nanoTime();
        await(count);
        long wait = System.nanoTime() - end;
        double waited = mine == 0 || wait < NOTICED_NANOS ? 0 : (double) wait * mine / Math.max(1, end - start);
        task = null;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            WorkerPool.<RuntimeException>rethrow(thrown);
        }
        return waited;
    }

    /** Whether another thread looks for pieces. */
    boolean isAwake() {
        for (Worker w : workers) {
            if (!w.parked) {
                return true;
            }
        }
        return false;
    }

    /** Runs all pieces on the calling thread: for work too small to share. */
    void runAlone(Task work, int count) {
        for (int i = count - 1; i >= 0; i--) {
            work.run(i, 0);
        }
    }

    /** Runs pieces while there are any; returns their number. */
    private int work(int worker) {
        int done = 0;
        while (true) {
            long claim = (long) WORD.getVolatile(words, CLAIM);
            int first = (int) (claim >>> 32);
            int end = (int) claim;
            if (first == end) {
                return done;
            }
            if (!WORD.weakCompareAndSet(words, CLAIM, claim, worker == 0 ? claim - 1 : claim + (1L << 32))) {
                continue;
            }
            done++;
            // The run cannot end, nor the field change, before this piece is counted as finished.
            try {
                task.run(worker == 0 ? end - 1 : first, worker);
            } catch (Throwable e) {
                FAILURE.compareAndSet(this, null, e);
            }
            int all = pieces;
            long before = (long) WORD.getAndAdd(words, FINISHED, 1L);
            Thread caller = waiting;
            if (before + 1 == all && caller != null) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void await(int count) {
        long deadline = 0;
        int turns = 0;
        while ((long) WORD.getVolatile(words, FINISHED) != count) {
            Thread.onSpinWait();
            if ((++turns & 63) != 0) {
                continue;
            }
            long now = System.nanoTime();
            if (deadline == 0) {
                deadline = now + SPIN_NANOS;
            } else if (now > deadline) {
                waiting = Thread.currentThread();
                while ((long) WORD.getVolatile(words, FINISHED) != count) {
                    LockSupport.park(this);
                }
                waiting = null;
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Worker w : workers) {
            LockSupport.unpark(w);
        }
        boolean interrupted = false;
        for (Worker w : workers) {
            while (w.isAlive()) {
                try {
                    w.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final class Worker extends Thread {
        private final int number;
        private volatile boolean parked;

        Worker(int number) {
            super(null, null, "ssm-simd-" + number, 0, false);
            this.number = number;
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                work(number);
                idle();
            }
        }

        private void idle() {
            long deadline = 0;
            int turns = 0;
            while (nothingToDo()) {
                Thread.onSpinWait();
                if ((++turns & 63) != 0) {
                    continue;
                }
                long now = System.nanoTime();
                if (deadline == 0) {
                    deadline = now + SPIN_NANOS;
                } else if (now > deadline) {
                    parked = true;
                    // The flag is set before the word is read again, and the caller reads it after the word is written.
                    if (nothingToDo()) {
                        LockSupport.park(WorkerPool.this);
                    }
                    parked = false;
                    deadline = 0;
                }
            }
        }

        private boolean nothingToDo() {
            long claim = (long) WORD.getVolatile(words, CLAIM);
            return claim >>> 32 == (claim & 0xffffffffL) && !closed;
        }
    }
}
