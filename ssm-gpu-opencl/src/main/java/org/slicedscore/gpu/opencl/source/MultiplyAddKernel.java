package org.slicedscore.gpu.opencl.source;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Only multiply-adds in registers, with enough independent ones to fill every pipeline. */
public final class MultiplyAddKernel {
    private static final int CHAINS = 12;
    private static final int ROUNDS = 4096;

    private static final String TEXT = """
            __kernel void $name(__global float* to)
            {
                const $float a = 0.999f + get_global_id(0) * 1e-9f;
                const $float b = 1e-3f;
                $for(i) $float c$i = $i.0f;
                for (int i = 0; i < $rounds; i++) {
                    $for(i) c$i = FMA(a, c$i, b);
                }
                $float sum = $sum;
                $store;
            }
            """;

    private final int width;
    private final int items;
    private final int groups;

    /** Shapes the kernel for a device. */
    public MultiplyAddKernel(Traits traits) {
        width = traits.cpu() ? 16 : 1;
        items = traits.cpu() ? 1 : Math.min(256, traits.workGroup());
        groups = traits.units() * (traits.cpu() ? 16 : 32);
    }

    /** The kernel; its argument is memory for the results. */
    public KernelSource source() {
        String sum = IntStream.range(0, CHAINS).mapToObj(i -> "c" + i).collect(Collectors.joining(" + "));
        String text = new Template(TEXT)
                .with("name", KernelSource.NAME)
                .with("float", width == 1 ? "float" : "float" + width)
                .with("rounds", ROUNDS)
                .repeat("i", CHAINS)
                .with("sum", sum)
                .with(
                        "store",
                        width == 1 ? "to[get_global_id(0)] = sum" : "vstore" + width + "(sum, get_global_id(0), to)")
                .text();
        return KernelSource.of("peak", text);
    }

    /** The work items. */
    public Range range() {
        return Range.covering(new long[] {(long) groups * items}, items);
    }

    /** Floats that the kernel writes. */
    public long results() {
        return (long) groups * items * width;
    }

    /** Floating-point operations of a launch, a multiply-add counting as two. */
    public double operations() {
        return 2.0 * CHAINS * ROUNDS * results();
    }
}
