package org.slicedscore.gpu.opencl.device;

import java.util.Arrays;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.slicedscore.gpu.opencl.source.KernelSource;
import org.slicedscore.gpu.opencl.source.Range;

/** One launch of a kernel with all its arguments set, which can be queued repeatedly. */
public final class Launch implements AutoCloseable {
    private final Connection connection;
    private final String name;
    private final cl_kernel kernel;
    private final long[] global;
    private final long[] local;
    private final long[] times = new long[1];
    private final Pointer time = Pointer.to(times);
    private cl_event event;

    /** Makes a launch. */
    public Launch(Connection connection, Programs programs, KernelSource source, Range range) {
        this.connection = connection;
        name = source.label();
        global = range.global();
        local = range.local();
        kernel = programs.kernel(source.name());
    }

    /** Sets an argument to memory. */
    public void set(int index, DeviceBuffer storage) {
        set(index, Sizeof.cl_mem, Pointer.to(storage.memory()));
    }

    /** Sets an argument to a number. */
    public void set(int index, int value) {
        set(index, Integer.BYTES, Pointer.to(new int[] {value}));
    }

    /** Sets an argument to a number. */
    public void set(int index, long value) {
        set(index, Long.BYTES, Pointer.to(new long[] {value}));
    }

    /** Sets an argument to what lies in an array. */
    public void set(int index, int bytes, Pointer value) {
        int code = CL.clSetKernelArg(kernel, index, bytes, value);
        if (code != CL.CL_SUCCESS) {
            throw Status.failure(code, "clSetKernelArg", "argument " + index + " of " + name);
        }
    }

    /** Queues it. */
    public void run() {
        queue(null);
    }

    private void queue(cl_event done) {
        Status.ok(
                CL.clEnqueueNDRangeKernel(
                        connection.queue(), kernel, global.length, null, global, local, 0, null, done),
                "clEnqueueNDRangeKernel",
                this);
    }

    /** Queues it on the timed queue, see {@link Connection#time}. */
    public void runTimed() {
        if (event == null) {
            event = new cl_event();
        }
        queue(event);
    }

    /** The time of the last {@link #runTimed} on the device in nanoseconds, once it is done; to be asked once. */
    public long nanoseconds() {
        try {
            long start = time(CL.CL_PROFILING_COMMAND_START);
            return time(CL.CL_PROFILING_COMMAND_END) - start;
        } finally {
            CL.clReleaseEvent(event);
        }
    }

    private long time(int what) {
        Status.ok(CL.clGetEventProfilingInfo(event, what, Long.BYTES, time, null), "clGetEventProfilingInfo", this);
        return times[0];
    }

    @Override
    public String toString() {
        return "kernel " + name + ", " + Arrays.toString(global) + " work items in groups of " + Arrays.toString(local);
    }

    @Override
    public void close() {
        CL.clReleaseKernel(kernel);
    }
}
