package org.slicedscore.gpu.opencl.source;

/** Nothing but multiply-adds in registers: enough independent ones to keep every pipeline full. */
public final class PeakKernel {
    private static final int CHAINS = 12;
    private static final int ROUNDS = 4096;

    private final int width;
    private final int items;
    private final int groups;

    /**
     * Shapes the kernel.
     *
     * @param traits of the device
     */
    public PeakKernel(Traits traits) {
        width = traits.cpu() ? 16 : 1;
        items = traits.cpu() ? 1 : Math.min(256, traits.workGroup());
        groups = traits.units() * (traits.cpu() ? 16 : 32);
    }

    /**
     * The kernel; its argument is memory for the results.
     *
     * @return the source
     */
    public KernelSource source() {
        String vector = width == 1 ? "float" : "float" + width;
        StringBuilder b = new StringBuilder("__kernel void " + KernelSource.NAME + "(__global float* to)\n{\n");
        b.append("    const ").append(vector).append(" a = 0.999f + get_global_id(0) * 1e-9f;\n");
        b.append("    const ").append(vector).append(" b = 1e-3f;\n");
        for (int i = 0; i < CHAINS; i++) {
            b.append("    ")
                    .append(vector)
                    .append(" c")
                    .append(i)
                    .append(" = ")
                    .append(i)
                    .append(".0f;\n");
        }
        b.append("    for (int i = 0; i < ").append(ROUNDS).append("; i++) {\n");
        for (int i = 0; i < CHAINS; i++) {
            b.append("        c").append(i).append(" = FMA(a, c").append(i).append(", b);\n");
        }
        b.append("    }\n    ").append(vector).append(" sum = c0");
        for (int i = 1; i < CHAINS; i++) {
            b.append(" + c").append(i);
        }
        b.append(";\n    ");
        b.append(width == 1 ? "to[get_global_id(0)] = sum" : "vstore" + width + "(sum, get_global_id(0), to)");
        b.append(";\n}\n");
        return KernelSource.of("peak", b.toString());
    }

    /**
     * The work items.
     *
     * @return the range
     */
    public Range range() {
        return Range.covering(new long[] {(long) groups * items}, items);
    }

    /**
     * Floats that the kernel writes.
     *
     * @return how many
     */
    public long results() {
        return (long) groups * items * width;
    }

    /**
     * Floating-point operations of a launch, a multiply-add counting as two.
     *
     * @return how many
     */
    public double operations() {
        return 2.0 * CHAINS * ROUNDS * results();
    }
}
