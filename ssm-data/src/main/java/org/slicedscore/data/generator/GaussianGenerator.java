package org.slicedscore.data.generator;

/** {@code generator:gaussian}. */
public final class GaussianGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public GaussianGenerator() {
        super("gaussian");
    }
}
