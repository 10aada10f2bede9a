package org.slicedscore.api.backend;

import java.util.List;

/**
 * The devices that a backend found on this machine.
 *
 * @param devices the devices it can use; empty if it is unavailable
 * @param reason why it is unavailable or far slower than it should be, one sentence; else empty
 * @param remedy what to do about it; else empty
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
     * A result with devices.
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
     * A result with a device that works, but far slower than it should. Give it rank 0, so that it is used only on
     * request.
     *
     * @param device the device
     * @param reason why it is slow, one sentence
     * @param remedy what to do about it, one sentence
     * @return the result
     * @since 0.2.0
     */
    public static Probe slow(Device device, String reason, String remedy) {
        return new Probe(List.of(device), reason, remedy);
    }

    /**
     * A result without devices.
     *
     * @param reason why, one sentence
     * @param remedy what to do about it, one sentence
     * @return the result
     */
    public static Probe unavailable(String reason, String remedy) {
        return new Probe(List.of(), reason, remedy);
    }

    /** {@return whether there is at least one device} */
    public boolean isAvailable() {
        return !devices.isEmpty();
    }
}
