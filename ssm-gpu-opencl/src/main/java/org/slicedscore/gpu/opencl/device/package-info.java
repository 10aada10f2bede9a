/** What speaks to the driver: the library, devices, queues, memory, programs. Every object of OpenCL is released here. */
package org.slicedscore.gpu.opencl.device;
