package org.slicedscore.gpu.opencl.source;

/**
 * A kernel as text.
 *
 * @param name of the function, derived from its text, so that equal kernels have equal names
 * @param label a readable description
 * @param text the function, with everything it needs besides the preamble
 */
public record KernelSource(String name, String label, String text) {
    /** The placeholder for the name in a body. */
    static final String NAME = "@NAME@";

    /**
     * 64-bit indices let a vectorising compiler see contiguous access; graphics processors use 32. LARGER propagates
     * NaN, unlike fmax.
     */
    private static final String PREAMBLE = """
            #define FMA(a, b, c) $multiplyAdd
            typedef $index index;
            #define LARGER(a, b) ((a) > (b) || (a) != (a) ? (a) : (b))
            $functions
            """;

    /**
     * Names a kernel by its text.
     *
     * @param label description in letters and digits
     * @param body the text, with {@link #NAME} for the name
     */
    static KernelSource of(String label, String body) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < body.length(); i++) {
            hash = (hash ^ body.charAt(i)) * 0x100000001b3L;
        }
        String name = label + "_" + Long.toHexString(hash);
        return new KernelSource(name, label, body.replace(NAME, name));
    }

    /** The definitions that stand before all kernels. */
    public static String preamble(Traits traits) {
        return new Template(PREAMBLE)
                .with("multiplyAdd", traits.fma() ? "fma(a, b, c)" : "((a) * (b) + (c))")
                .with("index", traits.cpu() ? "long" : "int")
                .with("functions", ScalarFunctions.text(traits))
                .text();
    }
}
