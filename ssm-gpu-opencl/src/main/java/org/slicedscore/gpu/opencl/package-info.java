/**
 * The backend {@code opencl}. {@link org.slicedscore.gpu.opencl.OpenClBackendProvider} finds devices;
 * {@code device} speaks to the driver through JOCL, {@code source} writes kernels in OpenCL C 1.2, independently of
 * drivers, and {@code run} turns a plan into launches of kernels.
 */
package org.slicedscore.gpu.opencl;
