package org.slicedscore.gpu.opencl.device;

import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;

/**
 * An open device: a context; an in-order queue on which everything runs; a queue for uploads, which need not wait for
 * running work; and, on request, a queue that measures times.
 */
public final class Connection implements AutoCloseable {
    private final Found found;
    private final cl_context context;
    private final cl_command_queue queue;
    private final cl_command_queue uploads;
    private cl_command_queue timed;
    private boolean timing;

    /** Opens a device. */
    public Connection(Found found) {
        this.found = found;
        int[] error = new int[1];
        cl_device_id[] ids = {found.id()};
        context = CL.clCreateContext(null, 1, ids, null, null, error);
        Status.ok(error[0], "clCreateContext", found.device().name());
        try {
            queue = queue(0);
            uploads = queue(0);
        } catch (RuntimeException e) {
            CL.clReleaseContext(context);
            throw e;
        }
    }

    @SuppressWarnings("deprecation") // by OpenCL 2.0, but 1.2 has no other
    private cl_command_queue queue(long properties) {
        int[] error = new int[1];
        cl_command_queue made = CL.clCreateCommandQueue(context, found.id(), properties, error);
        Status.ok(error[0], "clCreateCommandQueue", found.device().name());
        return made;
    }

    /** The device. */
    public Found found() {
        return found;
    }

    cl_context context() {
        return context;
    }

    /** The queue for work. */
    cl_command_queue queue() {
        return timing ? timed : queue;
    }

    cl_command_queue uploads() {
        return uploads;
    }

    /** Chooses whether launches can be timed. Waits for what is running. */
    public void time(boolean on) {
        finish();
        if (on && timed == null) {
            timed = queue(CL.CL_QUEUE_PROFILING_ENABLE);
        }
        timing = on;
    }

    /** Submits queued work to the device. */
    public void flush() {
        Status.ok(CL.clFlush(queue()), "clFlush", found.device().name());
    }

    /** Waits until all queued work is done. */
    public void finish() {
        Status.ok(CL.clFinish(queue()), "clFinish", found.device().name());
    }

    @Override
    public void close() {
        CL.clFinish(queue());
        CL.clReleaseCommandQueue(queue);
        CL.clReleaseCommandQueue(uploads);
        if (timed != null) {
            CL.clReleaseCommandQueue(timed);
        }
        CL.clReleaseContext(context);
    }
}
