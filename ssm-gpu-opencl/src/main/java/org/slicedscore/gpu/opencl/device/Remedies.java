package org.slicedscore.gpu.opencl.device;

/** What to do where no device is found. */
final class Remedies {
    private static final String DRIVERS =
            "NVIDIA's driver package brings one (nvidia-opencl-icd on Debian), for AMD and Intel there are mesa-opencl-icd and"
                    + " intel-opencl-icd, and pocl-opencl-icd runs on the processor";

    private Remedies() {}

    static String loader() {
        return "install one, on Debian with 'apt-get install ocl-icd-libopencl1', and a driver: " + DRIVERS;
    }

    static String driver() {
        return "install a driver: " + DRIVERS
                + "; drivers are registered by a file in /etc/OpenCL/vendors that names their library";
    }

    static String device() {
        return "install the driver for this machine's device: " + DRIVERS
                + "; in a container the device's files must be passed in";
    }

    static String broken() {
        return "see whether 'clinfo' works; if not, install the driver again";
    }

    static String jocl() {
        return "JOCL carries libraries for Linux, macOS and Windows on x86-64, and on arm64 for the first two; the folder for"
                + " temporary files must be writable and allow executables (SSM_JAVA_OPTS=-Djava.io.tmpdir=DIR sets another)";
    }
}
