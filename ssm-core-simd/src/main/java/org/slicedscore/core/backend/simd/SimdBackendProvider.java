package org.slicedscore.core.backend.simd;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.core.machine.Compiler2;
import org.slicedscore.core.machine.VectorUnit;

/**
 * Provides the backend {@code simd}.
 *
 * <p>This class refers to no class of the Vector API, so that the provider loads and reports it if its module is
 * missing.
 */
public final class SimdBackendProvider implements BackendProvider {
    /** For the service loader. */
    public SimdBackendProvider() {}

    @Override
    public String id() {
        return "simd";
    }

    @Override
    public String description() {
        return "float32 on all cores through the Vector API";
    }

    @Override
    public Probe probe() {
        if (!VectorUnit.isThere()) {
            return Probe.unavailable(
                    "this JVM runs without the module " + VectorUnit.MODULE,
                    "Start java with --add-modules " + VectorUnit.MODULE + ".");
        }
        try {
            return SimdDevice.probe(Compiler2.virtualMachine());
        } catch (LinkageError | RuntimeException e) {
            return Probe.unavailable(
                    "the Vector API does not work in this JVM: " + e,
                    "Run on JDK 25, and leave out -Dssm.simd.bits if it is set.");
        }
    }

    @Override
    public Backend open(Device device, BackendSettings settings) {
        Probe probe = probe();
        if (!probe.isAvailable()) {
            throw SsmException.backend("backend 'simd': %s. %s", probe.reason(), probe.remedy());
        }
        return new SimdBackend(device, settings.resolvedThreads());
    }
}
