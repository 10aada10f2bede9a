package org.slicedscore.core.backend.simd;

import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Plan;

/** Arrays of floats, and plans run by {@link SimdExecutable} on one pool of threads. */
final class SimdBackend implements Backend {
    /**
     * Floats beyond the end of every array, so that kernels may read whole vectors and whole tiles where numbers end.
     */
    private static final int SLACK = 64;

    private final Device device;
    private final WorkerPool pool;

    SimdBackend(Device device, int threads) {
        this.device = device;
        pool = new WorkerPool(threads);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public int threads() {
        return pool.threads();
    }

    @Override
    public Memory allocate(long elements) {
        return new FloatMemory(array(elements), elements);
    }

    @Override
    public Executable compile(Plan plan, Map<String, Memory> variables) {
        return new SimdExecutable(plan, variables, new Threads(pool));
    }

    @Override
    public OptionalDouble measurePeak() {
        return OptionalDouble.of(new PeakKernel().measure(pool));
    }

    @Override
    public void close() {
        pool.close();
    }

    static float[] array(long elements) {
        if (elements > Integer.MAX_VALUE - 8 - SLACK) {
            throw SsmException.backend(
                    "backend 'simd' cannot hold %d numbers in one piece, the most is %d; use a smaller batch",
                    elements, Integer.MAX_VALUE - 8 - SLACK);
        }
        try {
            return new float[(int) elements + SLACK];
        } catch (OutOfMemoryError e) {
            throw SsmException.backend(
                    "backend 'simd' needs %d MB in one piece, more than this JVM has left; raise -Xmx or use a smaller batch",
                    elements * Float.BYTES >> 20);
        }
    }
}
