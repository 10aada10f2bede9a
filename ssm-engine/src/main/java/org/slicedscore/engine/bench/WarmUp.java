package org.slicedscore.engine.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs steps until the JIT compiler is done with them: until some stretches of steps in succession have allocated nothing,
 * because interpreted vector operations make objects, and the last was no faster than the one before.
 */
final class WarmUp {
    private static final int FEWEST_STEPS = 20;

    /** Warm-up time as a share of the requested time. */
    private static final double LEAST_SHARE = 0.4;

    /** Nanoseconds of a stretch of steps. */
    private static final long STRETCH = 300_000_000L;

    /** Nanoseconds after which a stretch ends with {@link #FEW_STEPS} steps: steps this slow are compiled by then. */
    private static final long LONG_STRETCH = 4_000_000_000L;

    private static final int FEW_STEPS = 2;

    /** A stretch that takes at least this share of the previous one's time is no faster. */
    private static final double SETTLED = 0.95;

    /** Stretches without allocation after which the compiler has finished, even if it had to wait for a core. */
    private static final int QUIET_STRETCHES = 3;

    /** Relative change in bytes per step, from one stretch to the next, that counts as steady. */
    private static final double STEADY = 0.01;

    /** Steady stretches without compilation after which the steps themselves must be what allocates. */
    private static final int STEADY_STRETCHES = 10;

    /** Longest warm-up in seconds. */
    private static final double LONGEST = 60;

    /** Longest warm-up as a multiple of the requested time. */
    private static final double LONGEST_SHARE = 10;

    /** Milliseconds in which the compiler has the cores to itself after a stretch that allocated. */
    private static final long REST = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private final Timed step;
    private final float[][] batches;
    private final long start = System.nanoTime();
    private long done;
    private double firstMs;
    private int quiet;
    private int steady;
    private double bytes = -1;
    private long compiled = -1;

    private WarmUp(Timed step, float[][] batches) {
        this.step = step;
        this.batches = batches;
    }

    /**
     * Warms up.
     *
     * @param seconds for which the steps are going to be timed
     */
    static StepReport.WarmUp run(Timed step, float[][] batches, double seconds) {
        return new WarmUp(step, batches).run(seconds);
    }

    private StepReport.WarmUp run(double seconds) {
        double before = Double.POSITIVE_INFINITY;
        while (true) {
            double mean = stretch();
            double spent = 1e-9 * (System.nanoTime() - start);
            boolean constant = mean > SETTLED * before;
            boolean enough = spent >= LEAST_SHARE * seconds;
            if (enough && constant && quiet >= QUIET_STRETCHES) {
                return new StepReport.WarmUp(firstMs, spent, done, StepReport.State.SETTLED);
            }
            if (enough && constant && steady >= STEADY_STRETCHES) {
                return new StepReport.WarmUp(firstMs, spent, done, StepReport.State.ALLOCATING);
            }
            if (spent > Math.min(LONGEST, LONGEST_SHARE * seconds)) {
                return new StepReport.WarmUp(firstMs, spent, done, StepReport.State.UNSETTLED);
            }
            before = mean;
            if (quiet == 0) {
                rest();
            }
        }
    }

    /** Runs some steps; returns the mean time of one in nanoseconds. */
    private double stretch() {
        long from = System.nanoTime();
        long allocated = THREADS.getTotalThreadAllocatedBytes();
        int n = 0;
        while (n < FEWEST_STEPS && !(n >= FEW_STEPS && System.nanoTime() - from > LONG_STRETCH)
                || System.nanoTime() - from < STRETCH) {
            step.rows(batches[(int) (done % batches.length)]);
            step.run(++done);
            step.result();
            n++;
            if (done == 1) {
                firstMs = 1e-6 * (System.nanoTime() - start);
            }
        }
        double mean = (double) (System.nanoTime() - from) / n;
        double each = (double) (THREADS.getTotalThreadAllocatedBytes() - allocated) / n;
        long compilation = COMPILER == null ? 0 : COMPILER.getTotalCompilationTime();
        boolean same = Math.abs(each - bytes) <= STEADY * each && compilation == compiled;
        quiet = each < 1 ? quiet + 1 : 0;
        steady = each >= 1 && same ? steady + 1 : 0;
        bytes = each;
        compiled = compilation;
        return mean;
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
