package org.slicedscore.gpu.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.slicedscore.api.backend.Device;
import org.slicedscore.gpu.opencl.source.Traits;

/** Queries the driver about a device. */
final class DeviceInfo {
    private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+)");

    /** Local memory in bytes below which tiles do not pay; the standard's minimum. */
    private static final long LEAST_LOCAL = 32 << 10;

    /** OpenCL has no query for this limit; it is that of NVIDIA's devices, the lowest known. */
    private static final int MOST_GROUPS = 65535;

    private final cl_platform_id platform;
    private final cl_device_id id;

    DeviceInfo(cl_platform_id platform, cl_device_id id) {
        this.platform = platform;
        this.id = id;
    }

    String name() {
        return text(CL.CL_DEVICE_NAME);
    }

    /** The reason why it cannot be used, or empty. */
    String unusable() {
        if (number(CL.CL_DEVICE_AVAILABLE) == 0) {
            return "is not available";
        }
        if (number(CL.CL_DEVICE_COMPILER_AVAILABLE) == 0) {
            return "has no compiler";
        }
        Matcher version = VERSION.matcher(text(CL.CL_DEVICE_VERSION));
        if (!version.find() || Integer.parseInt(version.group(1)) * 10 + Integer.parseInt(version.group(2)) < 12) {
            return "has '" + text(CL.CL_DEVICE_VERSION) + "', and OpenCL 1.2 is needed";
        }
        return number(CL.CL_DEVICE_ENDIAN_LITTLE) == 0 ? "is not little-endian" : "";
    }

    @SuppressWarnings("deprecation") // host-unified memory: by OpenCL 2.0, but 1.2 has no other way to ask
    Found found(int index) {
        Device.Kind kind = kind();
        int units = (int) number(CL.CL_DEVICE_MAX_COMPUTE_UNITS);
        boolean shared = number(CL.CL_DEVICE_HOST_UNIFIED_MEMORY) != 0;
        String driver = text(CL.CL_DRIVER_VERSION);
        String platformName = platform(platform, CL.CL_PLATFORM_NAME);
        Device device = new Device(
                index,
                name(),
                kind,
                String.format(
                        Locale.ROOT,
                        "%s, %s, driver %s, %d compute unit%s",
                        platformName,
                        text(CL.CL_DEVICE_VERSION),
                        driver,
                        units,
                        units == 1 ? "" : "s"),
                number(CL.CL_DEVICE_GLOBAL_MEM_SIZE),
                rank(kind, units, shared));
        Traits traits = new Traits(
                kind == Device.Kind.CPU,
                units,
                (int) Math.min(number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE), Integer.MAX_VALUE),
                Math.max(LEAST_LOCAL, number(CL.CL_DEVICE_LOCAL_MEM_SIZE)),
                (int) Math.min(number(CL.CL_DEVICE_MAX_PARAMETER_SIZE), Integer.MAX_VALUE),
                kind == Device.Kind.CPU ? Integer.MAX_VALUE : MOST_GROUPS,
                (number(CL.CL_DEVICE_SINGLE_FP_CONFIG) & CL.CL_FP_FMA) != 0);
        String key = String.join(
                "\n",
                platformName,
                platform(platform, CL.CL_PLATFORM_VERSION),
                name(),
                text(CL.CL_DEVICE_VERSION),
                driver);
        // PoCL compiles a kernel for each group size at its first launch and caches that itself; asking for a
        // program's binary makes it compile everything twice
        boolean keeps = platformName.equals("Portable Computing Language");
        return new Found(id, device, traits, number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE), key, keeps);
    }

    private Device.Kind kind() {
        long type = number(CL.CL_DEVICE_TYPE);
        if ((type & CL.CL_DEVICE_TYPE_GPU) != 0) {
            return Device.Kind.GPU;
        }
        return (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? Device.Kind.CPU : Device.Kind.ACCELERATOR;
    }

    /**
     * Ranks graphics processors above the host's vectorised backend, those with their own memory and more units first.
     */
    private static int rank(Device.Kind kind, int units, boolean shared) {
        return switch (kind) {
            case CPU -> 50;
            case ACCELERATOR -> 60;
            case GPU -> (shared ? 200 : 1000) + Math.min(units, 700);
        };
    }

    /** Numbers are 4 or 8 bytes wide, little-endian on every host that JOCL has libraries for. */
    private long number(int what) {
        byte[] bytes = new byte[8];
        int code = CL.clGetDeviceInfo(id, what, bytes.length, Pointer.to(bytes), null);
        return code == CL.CL_SUCCESS
                ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()
                : 0;
    }

    private String text(int what) {
        return text((bytes, to, size) -> CL.clGetDeviceInfo(id, what, bytes, to, size));
    }

    static String platform(cl_platform_id platform, int what) {
        return text((bytes, to, size) -> CL.clGetPlatformInfo(platform, what, bytes, to, size));
    }

    private interface Question {
        int ask(long bytes, Pointer to, long[] size);
    }

    private static String text(Question question) {
        long[] size = new long[1];
        if (question.ask(0, null, size) != CL.CL_SUCCESS) {
            return "?";
        }
        byte[] bytes = new byte[(int) size[0]];
        question.ask(bytes.length, Pointer.to(bytes), null);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }
}
