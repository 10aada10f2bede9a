package org.slicedscore.core.backend.simd;

import org.slicedscore.api.backend.Device;
import org.slicedscore.core.backend.simd.math.Lanes;

/** What {@link Lanes} found, in words. Apart from the provider, which must load without the Vector API. */
final class SimdDevice {
    private SimdDevice() {}

    static Device describe() {
        int bits = Lanes.FLOAT.vectorBitSize();
        String description = String.format(
                java.util.Locale.ROOT,
                "float32, %d lanes%s, %d processors",
                Lanes.COUNT,
                Lanes.FMA ? " with fused multiply-add" : "",
                Runtime.getRuntime().availableProcessors());
        return new Device(
                0,
                System.getProperty("os.arch", "cpu") + " " + bits + "-bit vectors",
                Device.Kind.CPU,
                description,
                Runtime.getRuntime().maxMemory(),
                100);
    }
}
