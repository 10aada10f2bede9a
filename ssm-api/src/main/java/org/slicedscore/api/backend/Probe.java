package org.slicedscore.api.backend;

import java.util.List;

/**
 * What a backend found on this machine.
 *
 * @param devices the devices it can use; empty where it is unavailable
 * @param reason why it is unavailable, one sentence; empty where it is available
 * @param remedy what to do about it, one sentence; empty where it is available
 */
public record Probe(List<Device> devices, String reason, String remedy) {
    /**
     * Copies the list.
     *
     * @param devices the devices
     * @param reason why there are none
     * @param remedy what to do about it
     */
    public Probe {
        devices = List.copyOf(devices);
    }

    /**
     * There are devices.
     *
     * @param devices at least one
     * @return the result
     */
    public static Probe available(Device... devices) {
        if (devices.length == 0) {
            throw new IllegalArgumentException("available without a device");
        }
        return new Probe(List.of(devices), "", "");
    }

    /**
     * There are none.
     *
     * @param reason why, one sentence
     * @param remedy what to do about it, one sentence
     * @return the result
     */
    public static Probe unavailable(String reason, String remedy) {
        return new Probe(List.of(), reason, remedy);
    }

    /**
     * Whether there is a device.
     *
     * @return true if there is at least one
     */
    public boolean isAvailable() {
        return !devices.isEmpty();
    }
}
