package org.slicedscore.api.backend;

import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.SsmException;

/** Finds and opens a backend's devices on this machine. Creating a provider is cheap and touches no device. */
public interface BackendProvider extends Plugin {
    /**
     * Looks for devices. Never throws; loads native libraries only if necessary.
     *
     * @return the result
     */
    Probe probe();

    /**
     * Opens a device.
     *
     * @param device a device from {@link #probe()}
     * @param settings settings of the backend
     * @return the backend; the caller closes it
     * @throws SsmException of kind BACKEND if the device does not work
     */
    Backend open(Device device, BackendSettings settings);
}
