package org.slicedscore.engine.device;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Memory;

/** The precision of a device. */
public final class DevicePrecision {
    private DevicePrecision() {}

    /**
     * Whether a device computes in double precision, tested by writing a number and reading it back.
     *
     * @param backend an open backend
     * @return false for single precision
     */
    public static boolean isDouble(Backend backend) {
        double[] number = {1 + 0x1p-40};
        try (Memory memory = backend.allocate(1)) {
            memory.write(number, 0, 0, 1);
            memory.read(0, number, 0, 1);
        }
        return number[0] != 1;
    }
}
