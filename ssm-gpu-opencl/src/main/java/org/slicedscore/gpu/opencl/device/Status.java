package org.slicedscore.gpu.opencl.device;

import java.util.Locale;
import org.jocl.CL;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** Turns OpenCL's error codes into exceptions that name the call and its purpose. */
final class Status {
    private static final Subject BACKEND = new Subject.Plugin("backend", "opencl");

    private Status() {}

    /**
     * Does nothing on success.
     *
     * @param code the call's return value
     * @param call its name
     * @param about its purpose: a kernel and its sizes, or a number of bytes
     */
    static void ok(int code, String call, Object about) {
        if (code != CL.CL_SUCCESS) {
            throw failure(code, call, about);
        }
    }

    /** The same for a call about a number of bytes; builds text only on failure. */
    static void ok(int code, String call, long bytes) {
        if (code != CL.CL_SUCCESS) {
            throw failure(code, call, String.format(Locale.ROOT, "%,d bytes", bytes));
        }
    }

    static SsmException failure(int code, String call, Object about) {
        if (isMemory(code)) {
            return Problem.backend(BACKEND)
                    .says(
                            "the device has not enough memory: %s of %s failed with %s",
                            call, about, CL.stringFor_errorCode(code))
                    .remedy("use a smaller batch, or close what else runs on the device")
                    .exception();
        }
        return Problem.backend(BACKEND)
                .says("%s failed with %s (%s)", call, CL.stringFor_errorCode(code), about)
                .remedy("the driver may be broken: 'clinfo' shows whether it works, and CPU backends do not need it")
                .exception();
    }

    private static boolean isMemory(int code) {
        return code == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
                || code == CL.CL_OUT_OF_RESOURCES
                || code == CL.CL_OUT_OF_HOST_MEMORY
                || code == CL.CL_INVALID_BUFFER_SIZE;
    }
}
