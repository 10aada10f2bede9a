package org.slicedscore.gpu.opencl;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.testkit.BackendContract;

/** What a backend takes from the process is given back, on every device of this machine. */
@Isolated("it reads the memory of the process")
class OpenClMemoryTest {
    static IntStream devices() {
        return OpenClBackendContractTest.devices();
    }

    @ParameterizedTest(name = "opencl:{0}")
    @MethodSource("devices")
    void closingGivesMemoryBack(int device) throws IOException {
        new Contract(device).closingGivesMemoryBack();
    }

    private static final class Contract extends BackendContract {
        private final int device;

        Contract(int device) {
            this.device = device;
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
        protected void closingGivesMemoryBack() throws IOException {
            super.closingGivesMemoryBack();
        }
    }
}
