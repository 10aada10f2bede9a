package org.slicedscore.core.backend.simd;

import java.util.Locale;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.machine.Compiler2;

/** Describes what {@link Lanes} found. Separate from the provider, which must load without the Vector API. */
final class SimdDevice {
    /** Bits of the narrowest vectors that every operation of the kernels has instructions for. */
    private static final int NARROWEST = 128;

    private SimdDevice() {}

    static Probe probe(String vm) {
        return probe(vm, Lanes.FLOAT.vectorBitSize());
    }

    /**
     * The device, and why it is slow, if it is.
     *
     * @param vm the name of the virtual machine and how it runs, as {@code java -version} says
     * @param bits of a vector
     */
    static Probe probe(String vm, int bits) {
        if (Compiler2.isMissing(vm)) {
            return Probe.slow(
                    device(bits, 0),
                    "this JVM runs without its compiler C2 (" + vm + "), so a step takes thousands of times as long",
                    "Start java without -Xint, -XX:TieredStopAtLevel and -XX:CompilationMode.");
        }
        if (bits < NARROWEST) {
            return Probe.slow(
                    device(bits, 0),
                    "vectors have " + bits + " bits, too few for the instructions that kernels are made of",
                    "Start java without -XX:MaxVectorSize and -Dssm.simd.bits, on a processor with vectors of "
                            + NARROWEST + " bits or more.");
        }
        return Probe.available(device(bits, 100));
    }

    private static Device device(int bits, int rank) {
        return new Device(
                0,
                System.getProperty("os.arch", "cpu") + " " + bits + "-bit vectors",
                Device.Kind.CPU,
                String.format(
                        Locale.ROOT,
                        "float32, %d lanes%s, %d processors",
                        bits / Float.SIZE,
                        Lanes.FMA ? " with fused multiply-add" : "",
                        Runtime.getRuntime().availableProcessors()),
                Runtime.getRuntime().maxMemory(),
                rank);
    }
}
