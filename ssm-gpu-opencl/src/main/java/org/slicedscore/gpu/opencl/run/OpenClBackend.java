package org.slicedscore.gpu.opencl.run;

import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.DeviceBuffer;
import org.slicedscore.gpu.opencl.device.Found;
import org.slicedscore.gpu.opencl.device.ProgramFiles;
import org.slicedscore.gpu.opencl.device.Programs;

/** An open device with its compiled kernels and measurements. */
public final class OpenClBackend implements Backend {
    private final Connection connection;
    private final Programs programs;
    private final Tuner tuner;

    /** Opens a device. */
    public OpenClBackend(Found found) {
        this(found, new ProgramFiles(ProgramFiles.root(), found.key()), found.keepsPrograms());
    }

    /** Opens a device with its files in another folder. */
    OpenClBackend(Found found, ProgramFiles files, boolean driverKeepsPrograms) {
        connection = new Connection(found);
        programs = new Programs(connection, driverKeepsPrograms ? null : files);
        tuner = new Tuner(connection, programs, files);
    }

    @Override
    public Device device() {
        return connection.found().device();
    }

    /** The host only queues work. */
    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Memory allocate(long elements) {
        return OpenClMemory.of(DeviceBuffer.zeros(connection, Math.multiplyExact(elements, Float.BYTES)), elements);
    }

    /** Limits total memory and each piece; inputs are held three times, because two may be in flight. */
    @Override
    public boolean holds(Plan plan) {
        long inputs = 0;
        long largest = plan.arenaSize();
        for (Buffer b : plan.buffers()) {
            if (b.kind() != Buffer.Kind.ARENA) {
                largest = Math.max(largest, b.size());
            }
            inputs += b.kind() == Buffer.Kind.INPUT ? b.size() : 0;
        }
        return largest * Float.BYTES <= connection.found().largest()
                && plan.bytes(Float.BYTES) + 2 * inputs * Float.BYTES <= device().memory();
    }

    @Override
    public boolean runsLoops() {
        return true;
    }

    @Override
    public Executable compile(Plan plan, Map<String, Memory> variables) {
        return new OpenClExecutable(plan, variables, connection, programs, tuner);
    }

    @Override
    public OptionalDouble measurePeak() {
        return OptionalDouble.of(PeakMeasurement.measure(connection, programs));
    }

    Programs programs() {
        return programs;
    }

    @Override
    public void close() {
        programs.close();
        connection.close();
    }
}
