package org.slicedscore.core.data.generator;

/** {@code sampler:checkerboard}. */
public final class CheckerboardGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public CheckerboardGenerator() {
        super("checkerboard");
    }
}
