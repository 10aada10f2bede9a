package org.slicedscore.api.backend;

import java.util.List;

/**
 * What a backend found on this machine.
 *
 * @param devices the devices it can use; empty where it is unavailable
 * @param reason why it is unavailable or far slower than it should be, one sentence; empty where all is well
 * @param remedy what to do about it, one sentence; empty where all is well
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
     * There is a device that works, but far slower than it should; its rank should be 0, so that it is not chosen unless
     * asked for.
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
