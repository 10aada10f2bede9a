package org.slicedscore.data.generator;

/** {@code generator:funnel}. */
public final class FunnelGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public FunnelGenerator() {
        super("funnel");
    }
}
