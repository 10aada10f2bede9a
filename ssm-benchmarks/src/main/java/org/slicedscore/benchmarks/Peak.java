package org.slicedscore.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the machine's cores can do at most in float32: fused multiply-adds on vectors of the preferred width that never
 * leave the registers.
 */
public final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Enough independent chains to cover latency times throughput (4 cycles, 2 a cycle) twice over. */
    private static final int CHAINS = 16;

    private static final int TURNS = 2_000_000;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 10;

    private static volatile float sink;

    private Peak() {}

    /** The bits of the vectors that were used. */
    public static int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    /**
     * Measures the peak.
     *
     * @param threads how many cores at once
     * @return floating-point operations a second in 10⁹, of all threads together; the best of several rounds
     */
    public static double gflops(int threads) {
        double[] best = {0};
        long[] start = {0};
        CyclicBarrier barrier = new CyclicBarrier(threads, () -> {
            long now = System.nanoTime();
            if (start[0] != 0) {
                double flop = 2.0 * CHAINS * SPECIES.length() * TURNS * threads;
                best[0] = Math.max(best[0], flop / (now - start[0]));
            }
            start[0] = now;
        });
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(() -> rounds(barrier), "peak-" + i);
            workers[i].start();
        }
        for (Thread w : workers) {
            join(w);
        }
        return best[0];
    }

    private static void rounds(CyclicBarrier barrier) {
        for (int i = 0; i < WARM_UP; i++) {
            sink = fma(TURNS);
        }
        try {
            for (int i = 0; i <= ROUNDS; i++) {
                barrier.await();
                sink = fma(TURNS);
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread t) {
        try {
            t.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static float fma(int turns) {
        // the values stay near 1: denormal or infinite numbers could cost extra
        FloatVector a = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector b = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b;
        FloatVector c8 = b, c9 = b, c10 = b, c11 = b, c12 = b, c13 = b, c14 = b, c15 = b;
        for (int i = 0; i < turns; i++) {
            c0 = c0.fma(a, b);
            c1 = c1.fma(a, b);
            c2 = c2.fma(a, b);
            c3 = c3.fma(a, b);
            c4 = c4.fma(a, b);
            c5 = c5.fma(a, b);
            c6 = c6.fma(a, b);
            c7 = c7.fma(a, b);
            c8 = c8.fma(a, b);
            c9 = c9.fma(a, b);
            c10 = c10.fma(a, b);
            c11 = c11.fma(a, b);
            c12 = c12.fma(a, b);
            c13 = c13.fma(a, b);
            c14 = c14.fma(a, b);
            c15 = c15.fma(a, b);
        }
        return c0.add(c1)
                .add(c2.add(c3))
                .add(c4.add(c5).add(c6.add(c7)))
                .add(c8.add(c9).add(c10.add(c11)))
                .add(c12.add(c13).add(c14.add(c15)))
                .lane(0);
    }
}
