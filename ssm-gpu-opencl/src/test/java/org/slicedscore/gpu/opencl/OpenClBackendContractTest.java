package org.slicedscore.gpu.opencl;

import java.util.stream.IntStream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.testkit.BackendContract;

/** The contract on every device of this machine. */
@ParameterizedClass(name = "opencl:{0}")
@MethodSource("devices")
class OpenClBackendContractTest extends BackendContract {
    @Parameter
    int device;

    /** Where there is none, one, so that every test is skipped with the reason. */
    static IntStream devices() {
        return IntStream.range(
                0, Math.max(1, new OpenClBackendProvider().probe().devices().size()));
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClBackendProvider();
    }

    @Override
    protected int device() {
        return device;
    }

    @Override
    protected boolean mustBeAvailable() {
        return Boolean.getBoolean("ssm.opencl.required");
    }

    /** Not among the others, as it reads the memory of the process: {@link OpenClMemoryTest}. */
    @Override
    protected void closingGivesMemoryBack() {
        throw new IllegalStateException("runs in OpenClMemoryTest");
    }
}
