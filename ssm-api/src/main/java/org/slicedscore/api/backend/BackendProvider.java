package org.slicedscore.api.backend;

import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.SsmException;

/** Says which devices a backend has on this machine and opens one. Making a provider costs nothing and touches no device. */
public interface BackendProvider extends Plugin {
    /**
     * Looks for devices. Never throws; loads native libraries only if it must.
     *
     * @return what was found
     */
    Probe probe();

    /**
     * Opens a device.
     *
     * @param device one of {@link #probe()}'s
     * @param settings how it shall work
     * @return the backend, to be closed by the caller
     * @throws SsmException of kind BACKEND if the device does not work after all
     */
    Backend open(Device device, BackendSettings settings);
}
