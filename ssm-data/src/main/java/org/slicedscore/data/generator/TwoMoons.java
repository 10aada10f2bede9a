package org.slicedscore.data.generator;

/** {@code generator:two-moons}. */
public final class TwoMoons extends SyntheticGenerator {
    /** Found as a service. */
    public TwoMoons() {
        super("two-moons");
    }
}
