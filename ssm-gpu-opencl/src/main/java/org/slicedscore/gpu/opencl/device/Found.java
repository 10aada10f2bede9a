package org.slicedscore.gpu.opencl.device;

import org.jocl.cl_device_id;
import org.slicedscore.api.backend.Device;
import org.slicedscore.gpu.opencl.source.Traits;

/**
 * A device that was found.
 *
 * @param id what the driver knows it by
 * @param device what users see
 * @param traits what kernels are shaped by
 * @param largest the most bytes of one piece of memory
 * @param key platform, device and versions: what compiled programs and measurements are good for
 * @param keepsPrograms whether the driver itself keeps compiled programs from start to start
 */
public record Found(cl_device_id id, Device device, Traits traits, long largest, String key, boolean keepsPrograms) {}
