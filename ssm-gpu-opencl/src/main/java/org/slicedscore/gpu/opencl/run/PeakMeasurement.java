package org.slicedscore.gpu.opencl.run;

import java.util.List;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.DeviceBuffer;
import org.slicedscore.gpu.opencl.device.Launch;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.MultiplyAddKernel;

/** Measures how many floating-point operations a second the device executes from registers. */
final class PeakMeasurement {
    private static final int RUNS = 5;

    private PeakMeasurement() {}

    static double measure(Connection connection, Programs programs) {
        MultiplyAddKernel kernel = new MultiplyAddKernel(connection.found().traits());
        programs.prepare(List.of(kernel.source()));
        try (DeviceBuffer to = DeviceBuffer.zeros(connection, kernel.results() * (long) Float.BYTES);
                Launch launch = new Launch(connection, programs, kernel.source(), kernel.range())) {
            launch.set(0, to);
            double most = 0;
            for (int run = 0; run < RUNS; run++) {
                connection.finish();
                long start = System.nanoTime();
                launch.run();
                connection.finish();
                most = Math.max(most, kernel.operations() / (1e-9 * (System.nanoTime() - start)));
            }
            return most;
        }
    }
}
