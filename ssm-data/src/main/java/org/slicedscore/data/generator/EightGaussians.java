package org.slicedscore.data.generator;

/** {@code generator:eight-gaussians}. */
public final class EightGaussians extends SyntheticGenerator {
    /** Found as a service. */
    public EightGaussians() {
        super("eight-gaussians");
    }
}
