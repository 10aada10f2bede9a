package org.slicedscore.data.generator;

/** {@code generator:checkerboard}. */
public final class CheckerboardGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public CheckerboardGenerator() {
        super("checkerboard");
    }
}
