/**
 * The interface to the driver: the library, devices, queues, memory, programs. All OpenCL objects are released here.
 */
package org.slicedscore.gpu.opencl.device;
