package org.slicedscore.core.backend.reference;

import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.plan.Plan;

/** Arrays of doubles, and plans run by {@link ReferenceExecutable}. */
final class ReferenceBackend implements Backend {
    private final Device device;

    ReferenceBackend(Device device) {
        this.device = device;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Memory allocate(long elements) {
        return new DoubleMemory(array(elements));
    }

    @Override
    public boolean runsLoops() {
        return true;
    }

    @Override
    public Executable compile(Plan plan, Map<String, Memory> variables) {
        return new ReferenceExecutable(plan, variables);
    }

    @Override
    public void close() {}

    static double[] array(long elements) {
        if (elements > Integer.MAX_VALUE - 8) {
            throw SsmException.backend(
                    "backend 'reference' cannot hold %d numbers in one piece, the most is %d; use a smaller batch",
                    elements, Integer.MAX_VALUE - 8);
        }
        return new double[(int) elements];
    }
}
