package org.slicedscore.data.generator;

/** {@code sampler:funnel}. */
public final class FunnelGenerator extends SyntheticGenerator {
    /** Found as a service. */
    public FunnelGenerator() {
        super("funnel");
    }
}
