package org.slicedscore.catalog;

import java.util.List;
import org.slicedscore.api.backend.Device;

/**
 * What is known of one backend on this machine.
 *
 * @param id what users call it
 * @param state whether it can be used
 * @param devices the devices it can use; empty unless available
 * @param reason why it cannot be used, or is slow; empty where all is well
 * @param remedy what to do about it; empty where all is well
 * @param location the jar, folder or module it came from
 * @param entry its plug-in, null where it is broken
 */
public record BackendState(
        String id,
        State state,
        List<Device> devices,
        String reason,
        String remedy,
        String location,
        PluginEntry entry) {
    /** Whether a backend can be used. */
    public enum State {
        /** It has a device. */
        AVAILABLE,
        /** It works but has no device here. */
        UNAVAILABLE,
        /** It is broken. */
        FAILED;

        /** The state in listings: a lower-case word. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Copies the list. */
    public BackendState {
        devices = List.copyOf(devices);
    }
}
