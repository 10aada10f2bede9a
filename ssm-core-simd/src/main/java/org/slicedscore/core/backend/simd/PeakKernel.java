package org.slicedscore.core.backend.simd;

import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.WorkerPool;

/** Measures the peak rate of multiply-adds: independent chains on vectors that never leave the registers. */
final class PeakKernel implements Task {
    private static final int TURNS = 200_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 21;

    /** Enough chains to cover the latency of a multiply-add on two ports; each is named in {@link #chains}. */
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
        // the values stay near 1, because denormal or infinite ones may cost more
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
            c0 = FMA ? c0.fma(a, a) : c0.mul(a).add(a);
            c1 = FMA ? c1.fma(a, a) : c1.mul(a).add(a);
            c2 = FMA ? c2.fma(a, a) : c2.mul(a).add(a);
            c3 = FMA ? c3.fma(a, a) : c3.mul(a).add(a);
            c4 = FMA ? c4.fma(a, a) : c4.mul(a).add(a);
            c5 = FMA ? c5.fma(a, a) : c5.mul(a).add(a);
            c6 = FMA ? c6.fma(a, a) : c6.mul(a).add(a);
            c7 = FMA ? c7.fma(a, a) : c7.mul(a).add(a);
            c8 = FMA ? c8.fma(a, a) : c8.mul(a).add(a);
            c9 = FMA ? c9.fma(a, a) : c9.mul(a).add(a);
            c10 = FMA ? c10.fma(a, a) : c10.mul(a).add(a);
            c11 = FMA ? c11.fma(a, a) : c11.mul(a).add(a);
        }
        FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7);
        return sum.add(c8).add(c9).add(c10).add(c11).lane(0);
    }
}
