package org.slicedscore.gpu.opencl.device;

import org.jocl.cl_device_id;
import org.slicedscore.api.backend.Device;
import org.slicedscore.gpu.opencl.source.Traits;

/**
 * A discovered device.
 *
 * @param id the driver's identifier
 * @param device the device as shown to users
 * @param traits properties that shape kernels
 * @param largest the largest allocation in bytes
 * @param key platform, device and versions: the validity of compiled programs and measurements
 * @param keepsPrograms whether the driver itself caches compiled programs between starts
 */
public record Found(cl_device_id id, Device device, Traits traits, long largest, String key, boolean keepsPrograms) {}
