package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jocl.Pointer;
import org.junit.jupiter.api.Test;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.DeviceBuffer;
import org.slicedscore.gpu.opencl.device.Launch;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.KernelSource;
import org.slicedscore.gpu.opencl.source.Range;

/** Compiled kernels are kept up to a limit, those used last. */
class KeptKernelsTest {
    @Test
    void theKernelsUsedLastAreKept() {
        try (Connection connection = new Connection(Lab.device());
                Programs programs = new Programs(connection, null, 2);
                DeviceBuffer to = DeviceBuffer.zeros(connection, Float.BYTES)) {
            KernelSource one = kernel(1);
            KernelSource two = kernel(2);
            programs.prepare(List.of(one));
            programs.prepare(List.of(two));
            try (Launch launch = new Launch(connection, programs, two, new Range(new long[] {1}, new long[] {1}))) {
                launch.set(0, to);
                programs.prepare(List.of(one));
                assertEquals(2, programs.compiled(), "both were kept");
                programs.prepare(List.of(kernel(3)));
                programs.prepare(List.of(one));
                assertEquals(3, programs.compiled(), "the first, used again, was kept");
                launch.run();
                float[] found = new float[1];
                to.read(Pointer.to(found), 0, Float.BYTES);
                assertEquals(2, found[0], "a launch keeps its kernel");
                programs.prepare(List.of(two));
                assertEquals(4, programs.compiled(), "the second was forgotten");
            }
        }
    }

    private static KernelSource kernel(int value) {
        String name = "kept" + value;
        return new KernelSource(
                name, "kept", "__kernel void " + name + "(__global float* to)\n{\n    to[0] = " + value + ";\n}\n");
    }
}
