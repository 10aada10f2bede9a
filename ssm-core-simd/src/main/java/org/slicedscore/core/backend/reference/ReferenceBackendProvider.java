package org.slicedscore.core.backend.reference;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;

/** Provides the backend {@code reference}, which runs on every machine. */
public final class ReferenceBackendProvider implements BackendProvider {
    private static final Device DEVICE = new Device(
            0, "scalar", Device.Kind.CPU, "double precision, one thread; slow, the yardstick of tests", 0, 1);

    /** For the service loader. */
    public ReferenceBackendProvider() {}

    @Override
    public String id() {
        return "reference";
    }

    @Override
    public String description() {
        return "scalar arithmetic in double precision on one thread, the yardstick of tests";
    }

    @Override
    public Probe probe() {
        return Probe.available(DEVICE);
    }

    @Override
    public Backend open(Device device, BackendSettings settings) {
        return new ReferenceBackend(device);
    }
}
