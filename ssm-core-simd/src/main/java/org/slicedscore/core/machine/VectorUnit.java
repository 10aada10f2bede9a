package org.slicedscore.core.machine;

import java.util.Optional;
import org.slicedscore.core.backend.simd.math.Lanes;

/**
 * The vectors that the backend {@code simd} computes with in this JVM.
 *
 * @param bits of a vector
 * @param fusedMultiplyAdd whether kernels take multiply-add as one instruction
 */
public record VectorUnit(int bits, boolean fusedMultiplyAdd) {
    /** The module of the Vector API. */
    public static final String MODULE = "jdk.incubator.vector";

    /** The vectors of this JVM; nothing where it runs without the Vector API, or that does not work. */
    public static Optional<VectorUnit> find() {
        if (!isThere()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VectorUnit(Lanes.COUNT * Float.SIZE, Lanes.FMA));
        } catch (LinkageError | RuntimeException e) {
            // the backend's own probe tells the cause
            return Optional.empty();
        }
    }

    /** Whether this JVM has the module of the Vector API. */
    public static boolean isThere() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Whether the backend may ask where its arrays lie, to align them. */
    public static boolean mayAlign() {
        return VectorUnit.class.getModule().isNativeAccessEnabled();
    }
}
