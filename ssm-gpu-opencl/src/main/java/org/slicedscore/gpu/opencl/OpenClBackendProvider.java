package org.slicedscore.gpu.opencl;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.gpu.opencl.device.Discovery;
import org.slicedscore.gpu.opencl.device.Found;
import org.slicedscore.gpu.opencl.run.OpenClBackend;

/**
 * Provides the backend {@code opencl}.
 *
 * <p>This class refers to no class of JOCL and loads nothing native before {@link #probe()}.
 */
public final class OpenClBackendProvider implements BackendProvider {
    /** For the service loader. */
    public OpenClBackendProvider() {}

    @Override
    public String id() {
        return "opencl";
    }

    @Override
    public String description() {
        return "float32 on graphics processors and whatever else has an OpenCL driver";
    }

    @Override
    public Probe probe() {
        Discovery.Result found;
        try {
            found = Discovery.look();
        } catch (LinkageError | RuntimeException e) {
            return Probe.unavailable(
                    "JOCL, which speaks to the driver, is missing or does not work: " + e,
                    "put jocl-2.0.6.jar beside this backend's jar");
        }
        return found.devices().isEmpty()
                ? Probe.unavailable(found.reason(), found.remedy())
                : Probe.available(found.devices().stream().map(Found::device).toArray(Device[]::new));
    }

    @Override
    public Backend open(Device device, BackendSettings settings) {
        Discovery.Result found = Discovery.look();
        return found.devices().stream()
                .filter(f -> f.device().equals(device))
                .findFirst()
                .map(OpenClBackend::new)
                .orElseThrow(() -> Problem.backend(new Subject.Plugin("backend", "opencl"))
                        .says("does not find device %d (%s) any more", device.index(), device.name())
                        .remedy("%s lists what there is", Action.LIST_BACKENDS)
                        .exception());
    }
}
