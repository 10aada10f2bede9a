package org.slicedscore.core.backend.simd;

import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.backend.simd.memory.FloatMemory;
import org.slicedscore.core.backend.simd.memory.Storage;
import org.slicedscore.core.backend.simd.region.PhaseClasses;
import org.slicedscore.core.backend.simd.thread.Threads;
import org.slicedscore.core.backend.simd.thread.WorkerPool;

/** Arrays of floats, and plans run by {@link SimdExecutable} on one pool of threads. */
final class SimdBackend implements Backend {
    /** Part of an L3 cache; one number for all machines, because results depend on it. */
    private static final long TEMPORARIES = 8 << 20;

    private final Device device;
    private final WorkerPool pool;
    private final Threads threads;
    private final Storage storage = new Storage();
    private final PhaseClasses classes = new PhaseClasses();

    SimdBackend(Device device, int threads) {
        this.device = device;
        pool = new WorkerPool(threads);
        this.threads = new Threads(pool);
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
        return new FloatMemory(storage.allocate(elements), elements);
    }

    @Override
    public long preferredTemporaries() {
        return TEMPORARIES;
    }

    @Override
    public boolean runsLoops() {
        return true;
    }

    @Override
    public Executable compile(Plan plan, Map<String, Memory> variables) {
        return new SimdExecutable(plan, variables, threads, storage, classes);
    }

    @Override
    public OptionalDouble measurePeak() {
        return OptionalDouble.of(new PeakKernel().measure(pool));
    }

    @Override
    public void close() {
        pool.close();
    }
}
