package org.slicedscore.gpu.opencl.device;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** A piece of the device's memory. */
public final class DeviceBuffer implements AutoCloseable {
    private final Connection connection;
    private final cl_mem memory;
    private final long bytes;
    private boolean closed;

    private DeviceBuffer(Connection connection, cl_mem memory, long bytes) {
        this.connection = connection;
        this.memory = memory;
        this.bytes = bytes;
    }

    /**
     * Allocates a piece filled with zeros.
     *
     * @param connection the device
     * @param bytes how many; a multiple of 4
     * @throws SsmException of kind BACKEND if the device has not that much
     */
    public static DeviceBuffer zeros(Connection connection, long bytes) {
        DeviceBuffer made = take(connection, bytes);
        try {
            Status.ok(
                    CL.clEnqueueFillBuffer(
                            connection.queue(),
                            made.memory,
                            Pointer.to(new int[1]),
                            Integer.BYTES,
                            0,
                            made.bytes,
                            0,
                            null,
                            null),
                    "clEnqueueFillBuffer",
                    made.bytes);
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** A piece with undefined content. */
    static DeviceBuffer take(Connection connection, long bytes) {
        Found found = connection.found();
        if (bytes > found.largest()) {
            throw Problem.backend(new Subject.Device("opencl", found.device().name()))
                    .says("cannot hold %,d bytes in one piece", bytes)
                    .expected("at most %,d", found.largest())
                    .remedy("use a smaller batch")
                    .exception();
        }
        // OpenCL has no empty memory
        long size = Math.max(bytes, Float.BYTES);
        int[] error = new int[1];
        cl_mem memory = CL.clCreateBuffer(connection.context(), CL.CL_MEM_READ_WRITE, size, null, error);
        Status.ok(error[0], "clCreateBuffer", size);
        return new DeviceBuffer(connection, memory, size);
    }

    cl_mem memory() {
        return memory;
    }

    /** Its size in bytes. */
    public long bytes() {
        return bytes;
    }

    /**
     * Writes; returns when the source may be changed again. Waits for queued work.
     *
     * @param source an array of primitive numbers
     * @param offset first byte written
     * @param count bytes
     */
    public void write(Pointer source, long offset, long count) {
        write(connection.queue(), source, offset, count);
    }

    /** Writes without waiting for running work. */
    void writeAhead(Pointer source, long offset, long count) {
        write(connection.uploads(), source, offset, count);
    }

    private void write(cl_command_queue queue, Pointer source, long offset, long count) {
        Status.ok(
                CL.clEnqueueWriteBuffer(queue, memory, true, offset, count, source, 0, null, null),
                "clEnqueueWriteBuffer",
                count);
    }

    /**
     * Reads, after all queued work.
     *
     * @param target an array of primitive numbers
     * @param offset first byte read
     * @param count bytes
     */
    public void read(Pointer target, long offset, long count) {
        Status.ok(
                CL.clEnqueueReadBuffer(connection.queue(), memory, true, offset, count, target, 0, null, null),
                "clEnqueueReadBuffer",
                count);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            CL.clReleaseMemObject(memory);
        }
    }
}
