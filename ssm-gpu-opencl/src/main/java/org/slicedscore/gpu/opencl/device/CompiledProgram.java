package org.slicedscore.gpu.opencl.device;

import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** A compiled program of one or more kernels. */
final class CompiledProgram implements AutoCloseable {
    private static final String OPTIONS = "-cl-std=CL1.2";

    /**
     * Attempts to build when the compiler loses a temporary file. Compilers made with LLVM (PoCL's) delete their
     * temporary files when the process gets a segmentation signal; a healthy Java machine gets such signals at null
     * checks and safepoints of other threads. The next attempt uses new files.
     */
    private static final int TRIES = 20;

    private static final String LOST_FILE = "unable to rename temporary";

    /** One build at a time: a signal would delete the files of all concurrent builds. */
    private static final Object BUILDING = new Object();

    private final cl_program program;

    private CompiledProgram(cl_program program) {
        this.program = program;
    }

    static CompiledProgram fromSource(Connection connection, String source) {
        int[] error = new int[1];
        cl_program made = CL.clCreateProgramWithSource(connection.context(), 1, new String[] {source}, null, error);
        Status.ok(error[0], "clCreateProgramWithSource", source.length() + " characters");
        cl_device_id[] ids = {connection.found().id()};
        int code = build(made, ids);
        if (code != CL.CL_SUCCESS) {
            String log = log(made, ids[0]);
            CL.clReleaseProgram(made);
            throw Problem.backend(new Subject.Device(
                            "opencl", connection.found().device().name()))
                    .says("its compiler refuses a kernel with %s: %s", CL.stringFor_errorCode(code), log)
                    .remedy("update the driver")
                    .exception();
        }
        return new CompiledProgram(made);
    }

    /** The program of a binary, or null if the driver rejects it. */
    static CompiledProgram fromBinary(Connection connection, byte[] binary) {
        int[] error = new int[1];
        int[] status = new int[1];
        cl_device_id[] ids = {connection.found().id()};
        cl_program made = CL.clCreateProgramWithBinary(
                connection.context(), 1, ids, new long[] {binary.length}, new byte[][] {binary}, status, error);
        if (error[0] != CL.CL_SUCCESS || status[0] != CL.CL_SUCCESS) {
            if (error[0] == CL.CL_SUCCESS) {
                CL.clReleaseProgram(made);
            }
            return null;
        }
        if (build(made, ids) != CL.CL_SUCCESS) {
            CL.clReleaseProgram(made);
            return null;
        }
        return new CompiledProgram(made);
    }

    private static int build(cl_program program, cl_device_id[] ids) {
        synchronized (BUILDING) {
            int code = CL.clBuildProgram(program, 1, ids, OPTIONS, null, null);
            for (int tried = 1; tried < TRIES && code != CL.CL_SUCCESS && lostFile(program, ids[0]); tried++) {
                code = CL.clBuildProgram(program, 1, ids, OPTIONS, null, null);
            }
            return code;
        }
    }

    private static boolean lostFile(cl_program program, cl_device_id id) {
        return log(program, id).contains(LOST_FILE);
    }

    private static String log(cl_program program, cl_device_id id) {
        long[] size = new long[1];
        if (CL.clGetProgramBuildInfo(program, id, CL.CL_PROGRAM_BUILD_LOG, 0, null, size) != CL.CL_SUCCESS) {
            return "no log";
        }
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetProgramBuildInfo(program, id, CL.CL_PROGRAM_BUILD_LOG, bytes.length, Pointer.to(bytes), null);
        return new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("[\\s\\x00]+", " ");
    }

    /** The driver's binary; empty if it provides none. */
    byte[] binary() {
        long[] size = new long[1];
        int code = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Long.BYTES, Pointer.to(size), null);
        if (code != CL.CL_SUCCESS || size[0] <= 0) {
            return new byte[0];
        }
        byte[] binary = new byte[Math.toIntExact(size[0])];
        code = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Long.BYTES, Pointer.to(Pointer.to(binary)), null);
        return code == CL.CL_SUCCESS ? binary : new byte[0];
    }

    cl_kernel kernel(String name) {
        int[] error = new int[1];
        cl_kernel kernel = CL.clCreateKernel(program, name, error);
        Status.ok(error[0], "clCreateKernel", name);
        return kernel;
    }

    @Override
    public void close() {
        CL.clReleaseProgram(program);
    }
}
