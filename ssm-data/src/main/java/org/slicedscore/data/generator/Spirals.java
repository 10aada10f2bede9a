package org.slicedscore.data.generator;

/** {@code generator:spirals}. */
public final class Spirals extends SyntheticGenerator {
    /** Found as a service. */
    public Spirals() {
        super("spirals");
    }
}
