package org.slicedscore.core.backend.simd.math;

/**
 * The first second of a kernel. Until the JVM's last compiler has done with it, each vector operation is a call that makes an
 * object, and a kernel takes a hundred times as long as later. Plain loops with the same bits are compiled within milliseconds. So
 * those run at first, and for as long again the kernel is called on dummy numbers, so that the compiler gets to see it. Such
 * a trial takes every branch of the kernel: the compiler leaves out what was never taken, and throws its code away when it is.
 *
 * <p>The system property {@code ssm.simd.trials} sets after how many trials the compiler is expected to have noticed a kernel; with 0,
 * kernels run from the start, as some tests need.
 *
 * <p>Threads may share a rehearsal: one that sees its end late is slower for a moment.
 */
public final class Rehearsal {
    /** Trials after which a compiler with the JVM's own thresholds must have heard of a kernel. */
    private static final int USUAL = 1_700;

    /** The same for kernels that the launcher's flags name. */
    private static final int ENOUGH = Integer.getInteger("ssm.simd.trials", USUAL);

    /** Vectors that a kernel should go through in a trial. */
    public static final int VECTORS = ENOUGH < USUAL ? 4 : 8;

    /** Nanoseconds of a vector operation that show compiled code: it takes less than one, a call that makes an object 50. */
    private static final double COMPILED = 8;

    /** Nanoseconds that a measurement takes. */
    private static final double TIMER = 250;

    /** Nanoseconds that a kernel is tried for where plain loops take less, or one that is rarely called would stay slow for long. */
    public static final long LEAST = 100_000;

    /** While it is waited for: how much longer than a trial the pause to the next one is. */
    private static final int PAUSE = 8;

    private final double fast;
    private final int enough;
    private boolean over = ENOUGH == 0;
    private int trials;
    private long next;

    /**
     * @param operations vector operations of a trial
     */
    public Rehearsal(int operations) {
        this(operations, ENOUGH);
    }

    private Rehearsal(int operations, int enough) {
        fast = COMPILED * operations + TIMER;
        this.enough = enough;
    }

    /**
     * For a kernel of short loops within loops: compiled before the compiler knows how long they are, it is slower ever after.
     *
     * @param operations vector operations of a trial
     */
    public static Rehearsal ofLoops(int operations) {
        return new Rehearsal(operations, USUAL);
    }

    /** Whether the kernel is fast. Once true it stays so. */
    public boolean isOver() {
        return over;
    }

    /**
     * Tries the kernel for as long as the plain loops have taken.
     *
     * @param start when those began, in nanoseconds
     * @param trial calls the kernel on dummy numbers
     */
    public void after(long start, Runnable trial) {
        rehearse(Math.max(LEAST, System.nanoTime() - start), trial);
    }

    /** Whether the compiler is waited for, and the next trial is not due. */
    public boolean isPaused() {
        return trials >= enough && System.nanoTime() < next;
    }

    /**
     * Tries the kernel for some time, or once.
     *
     * @param nanoseconds the time
     * @param trial calls the kernel on dummy numbers
     * @return the nanoseconds it took, 0 in a pause
     */
    public long rehearse(long nanoseconds, Runnable trial) {
        if (isPaused()) {
            return 0;
        }
        long start = System.nanoTime();
        long before = start;
        do {
            trials++;
            trial.run();
            long after = System.nanoTime();
            if (after - before < fast) {
                over = true;
                return after - start;
            }
            next = after + PAUSE * (after - before);
            before = after;
        } while (before - start < nanoseconds && trials < enough);
        return before - start;
    }
}
