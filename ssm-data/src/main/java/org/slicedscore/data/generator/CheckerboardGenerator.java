package org.slicedscore.data.generator;

/** {@code sampler:checkerboard}. */
public final class CheckerboardGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public CheckerboardGenerator() {
        super("checkerboard");
    }
}
