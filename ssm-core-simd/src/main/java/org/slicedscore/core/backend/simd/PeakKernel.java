package org.slicedscore.core.backend.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The most multiply-adds that the cores can do: independent chains on vectors that never leave the registers. */
final class PeakKernel implements Task {
    private static final int TURNS = 200_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 21;

    /** Chains enough to cover the latency of a multiply-add on two ports; each is named in {@link #chains}. */
    private static final int CHAINS = 12;

    private float[] sinks;

    /** Floating-point operations a second of all threads together, from the median round. */
    double measure(WorkerPool pool) {
        int threads = pool.threads();
        sinks = new float[threads];
        long[] times = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = System.nanoTime();
            pool.run(this, threads);
            if (i >= 0) {
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return 2.0 * CHAINS * Lanes.COUNT * TURNS * threads / (times[ROUNDS / 2] * 1e-9);
    }

    @Override
    public void run(int index, int worker) {
        sinks[index] = chains();
    }

    private static float chains() {
        // the values stay near 1, since denormal or infinite ones may cost more
        FloatVector a = FloatVector.broadcast(Lanes.FLOAT, 0.5f);
        FloatVector c0 = a;
        FloatVector c1 = a;
        FloatVector c2 = a;
        FloatVector c3 = a;
        FloatVector c4 = a;
        FloatVector c5 = a;
        FloatVector c6 = a;
        FloatVector c7 = a;
        FloatVector c8 = a;
        FloatVector c9 = a;
        FloatVector c10 = a;
        FloatVector c11 = a;
        for (int i = 0; i < TURNS; i++) {
            c0 = fma(c0, a);
            c1 = fma(c1, a);
            c2 = fma(c2, a);
            c3 = fma(c3, a);
            c4 = fma(c4, a);
            c5 = fma(c5, a);
            c6 = fma(c6, a);
            c7 = fma(c7, a);
            c8 = fma(c8, a);
            c9 = fma(c9, a);
            c10 = fma(c10, a);
            c11 = fma(c11, a);
        }
        FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7);
        return sum.add(c8).add(c9).add(c10).add(c11).lane(0);
    }

    private static FloatVector fma(FloatVector c, FloatVector a) {
        return Lanes.FMA ? c.fma(a, a) : c.mul(a).add(a);
    }
}
