package org.slicedscore.gpu.opencl.device;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;

/**
 * Writes memory for the next step while the previous one still runs: the numbers go to one of two staging pieces over
 * the upload queue, and the main queue copies them in turn. The host waits only if it is two writes ahead.
 */
public final class Upload implements AutoCloseable {
    private static final int AHEAD = 2;

    private final Connection connection;
    private final DeviceBuffer to;
    private final DeviceBuffer[] pieces = new DeviceBuffer[AHEAD];
    private final cl_event[][] copied = new cl_event[AHEAD][1];
    private final boolean[] pending = new boolean[AHEAD];
    private int next;

    /** Prepares; takes memory at the first write. */
    public Upload(Connection connection, DeviceBuffer to) {
        this.connection = connection;
        this.to = to;
        for (cl_event[] event : copied) {
            event[0] = new cl_event();
        }
    }

    /**
     * Writes; returns when the source may be changed again.
     *
     * @param source an array of floats
     * @param offset first byte written
     * @param count bytes
     */
    public void write(Pointer source, long offset, long count) {
        int slot = next;
        next = (next + 1) % AHEAD;
        if (pieces[slot] == null) {
            pieces[slot] = DeviceBuffer.take(connection, to.bytes());
        }
        await(slot);
        pieces[slot].writeAhead(source, offset, count);
        Status.ok(
                CL.clEnqueueCopyBuffer(
                        connection.queue(),
                        pieces[slot].memory(),
                        to.memory(),
                        offset,
                        offset,
                        count,
                        0,
                        null,
                        copied[slot][0]),
                "clEnqueueCopyBuffer",
                count);
        pending[slot] = true;
        // without a flush a driver may hold the copy back
        connection.flush();
    }

    private void await(int slot) {
        if (pending[slot]) {
            pending[slot] = false;
            int code = CL.clWaitForEvents(1, copied[slot]);
            CL.clReleaseEvent(copied[slot][0]);
            Status.ok(code, "clWaitForEvents", "an upload");
        }
    }

    @Override
    public void close() {
        for (int slot = 0; slot < AHEAD; slot++) {
            await(slot);
            if (pieces[slot] != null) {
                pieces[slot].close();
            }
        }
    }
}
