package org.slicedscore.gpu.opencl.device;

/** Remedies if no device is found. */
final class Remedies {
    private static final String DRIVERS =
            "for NVIDIA nvidia-opencl-icd, AMD mesa-opencl-icd, Intel intel-opencl-icd, or pocl-opencl-icd for the processor";

    private Remedies() {}

    static String loader() {
        return "install ocl-icd-libopencl1 and a driver, on Debian: " + DRIVERS;
    }

    static String driver() {
        return "install a driver, on Debian: " + DRIVERS
                + "; each has a file in /etc/OpenCL/vendors that names its library";
    }

    static String device() {
        return "install the driver for this machine's device, on Debian: " + DRIVERS
                + "; a container must have the device passed in";
    }

    static String broken() {
        return "see whether 'clinfo' works; if not, install the driver again";
    }

    static String jocl() {
        return "JOCL carries libraries for Linux, macOS and Windows on x86-64, and on arm64 for the first two; the folder for"
                + " temporary files must be writable and allow executables (SSM_JAVA_OPTS=-Djava.io.tmpdir=DIR sets another)";
    }
}
