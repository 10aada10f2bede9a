package org.slicedscore.data.generator;

/** {@code generator:banana}. */
public final class BananaGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public BananaGenerator() {
        super("banana");
    }
}
