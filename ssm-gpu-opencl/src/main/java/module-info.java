/**
 * The backend {@code opencl}: runs plans on graphics processors, and on other devices with a driver for OpenCL 1.2.
 *
 * <p>JOCL is an automatic module and cannot declare that it logs through {@code java.logging}.
 *
 * @provides org.slicedscore.api.backend.BackendProvider the backend {@code opencl}, with every device of every driver on this
 *     machine
 */
module org.slicedscore.gpu.opencl {
    requires java.logging;
    requires jocl;
    requires org.slicedscore.api;

    provides org.slicedscore.api.backend.BackendProvider with
            org.slicedscore.gpu.opencl.OpenClBackendProvider;
}
