package org.slicedscore.data.generator;

/** {@code generator:rings}. */
public final class Rings extends SyntheticGenerator {
    /** Found as a service. */
    public Rings() {
        super("rings");
    }
}
