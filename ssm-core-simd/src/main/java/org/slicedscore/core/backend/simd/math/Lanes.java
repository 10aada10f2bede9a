package org.slicedscore.core.backend.simd.math;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lane width that every kernel of this package is compiled for, and its consequences.
 *
 * <p>Species must be {@code static final}, or the compiler cannot fold a vector operation into an instruction. The
 * machine's preferred width is taken, unless the system property {@code ssm.simd.bits} (64, 128, 256 or 512) forces
 * another: tests run each of them.
 */
public final class Lanes {
    public static final VectorSpecies<Float> FLOAT = species();
    static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, FLOAT.vectorShape());
    static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, FLOAT.vectorShape());

    /** Floats in a vector. */
    public static final int COUNT = FLOAT.length();

    /**
     * Whether there are 32 vector registers: AVX-512 (512 bits on x86) and aarch64. Forcing 128 or 256
     * bits on an AVX-512 machine selects the tiles of a machine with 16, as such tests intend.
     */
    public static final boolean MANY_REGISTERS = FLOAT.vectorBitSize() == 512 || !isX86();

    /**
     * Whether multiply-add is one instruction. Where it is not, {@code fma} runs in software, thousands of times slower than
     * a product and a sum, which kernels take then. On x86 the JVM prefers 256 bits only with AVX2, and every processor with AVX2 has FMA;
     * where it prefers fewer, or was told to, it is asked. {@code -Dssm.simd.fma=true|false} overrides.
     */
    public static final boolean FMA = fusedMultiplyAdd();

    static {
        // A class that is loaded late makes the compiler throw away kernels that were compiled without it, masks above
        // all.
        VectorMask<Integer> ints = IntVector.zero(INT).compare(VectorOperators.NE, 0);
        VectorMask<Long> longs = LongVector.zero(LONG).compare(VectorOperators.NE, 0);
        VectorMask<Float> floats = FLOAT.indexInRange(0, 1).or(ints.cast(FLOAT));
        if (longs.anyTrue() || FLOAT.iotaShuffle(0, 1, true).laneSource(0) != 0 || !floats.anyTrue()) {
            throw new AssertionError("the Vector API does not work");
        }
    }

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        int bits = Integer.getInteger("ssm.simd.bits", 0);
        return bits == 0 ? FloatVector.SPECIES_PREFERRED : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    }

    private static boolean isX86() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") || arch.equals("x86_64") || arch.equals("x86") || arch.equals("i386");
    }

    private static boolean fusedMultiplyAdd() {
        String forced = System.getProperty("ssm.simd.fma");
        if (forced != null) {
            return Boolean.parseBoolean(forced);
        }
        return !isX86() || FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 256 || jvmFuses();
    }

    /** Whether HotSpot computes multiply-add by one instruction; the question alone takes 20 ms. False for other virtual machines. */
    private static boolean jvmFuses() {
        try {
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return jvm != null && Boolean.parseBoolean(jvm.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException e) {
            // no HotSpot, or one that has no such flag
            return false;
        }
    }
}
