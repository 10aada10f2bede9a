package org.slicedscore.gpu.opencl.device;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Finds the devices of all platforms. Loads native libraries. */
public final class Discovery {
    private static final int NO_PLATFORM = -1001; // CL_PLATFORM_NOT_FOUND_KHR, of the loader

    /**
     * Drivers set up their devices when these are asked for first, and PoCL crashes if two threads do so at once. An interned
     * string is the same object for every class loader, as plug-in layers may each load this class.
     */
    private static final Object ONE_AT_A_TIME = (Discovery.class.getName() + ".look").intern();

    private Discovery() {}

    /**
     * The result of discovery.
     *
     * @param devices the usable devices, numbered from 0
     * @param reason why there are none, else empty
     * @param remedy what to do about it
     */
    public record Result(List<Found> devices, String reason, String remedy) {
        static Result none(String reason, String remedy) {
            return new Result(List.of(), reason, remedy);
        }
    }

    /**
     * Finds the devices. Threads take turns.
     *
     * @return the devices, or why there are none
     * @throws LinkageError if JOCL is missing
     */
    public static Result look() {
        synchronized (ONE_AT_A_TIME) {
            return all();
        }
    }

    private static Result all() {
        if (!Loader.mayBeThere()) {
            return Result.none("there is no OpenCL loader, libOpenCL.so.1, on this machine", Remedies.loader());
        }
        try {
            Library.load();
        } catch (UnsatisfiedLinkError e) {
            return unloadable(e);
        }
        int[] count = new int[1];
        int code = CL.clGetPlatformIDs(0, null, count);
        if (code == NO_PLATFORM || code == CL.CL_SUCCESS && count[0] == 0) {
            return Result.none("the OpenCL loader knows no driver" + RegisteredDrivers.describe(), Remedies.driver());
        }
        if (code != CL.CL_SUCCESS) {
            return Result.none(
                    "clGetPlatformIDs failed with " + CL.stringFor_errorCode(code) + RegisteredDrivers.describe(),
                    Remedies.broken());
        }
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        CL.clGetPlatformIDs(platforms.length, platforms, null);
        List<Found> devices = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (cl_platform_id platform : platforms) {
            search(platform, devices, left);
        }
        if (devices.isEmpty()) {
            return Result.none(String.join("; ", left), Remedies.device());
        }
        return new Result(devices, "", "");
    }

    private static void search(cl_platform_id platform, List<Found> devices, List<String> left) {
        String name = DeviceInfo.platform(platform, CL.CL_PLATFORM_NAME);
        int[] count = new int[1];
        int code = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
        if (code == CL.CL_DEVICE_NOT_FOUND || code == CL.CL_SUCCESS && count[0] == 0) {
            left.add("platform '" + name + "' has no device");
            return;
        }
        if (code != CL.CL_SUCCESS) {
            left.add("platform '" + name + "': clGetDeviceIDs failed with " + CL.stringFor_errorCode(code));
            return;
        }
        cl_device_id[] ids = new cl_device_id[count[0]];
        CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
        for (cl_device_id id : ids) {
            DeviceInfo info = new DeviceInfo(platform, id);
            String unusable = info.unusable();
            if (unusable.isEmpty()) {
                devices.add(info.found(devices.size()));
            } else {
                left.add("device '" + info.name() + "' of platform '" + name + "' " + unusable);
            }
        }
    }

    private static Result unloadable(UnsatisfiedLinkError e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Implementation library could not be loaded")) {
            return Result.none("the OpenCL loader of this machine, libOpenCL.so.1, does not load", Remedies.loader());
        }
        return Result.none(
                "JOCL's own library could not be loaded: "
                        + text.lines().findFirst().orElse("?"),
                Remedies.jocl());
    }
}
