package org.slicedscore.api.expr;

/** The distributions of the counter-based random generator. */
public enum Distribution {
    /** Standard normal, mean 0, variance 1. */
    NORMAL,
    /** Uniform on [0, 1), a multiple of 2^-24. */
    UNIFORM,
    /** -1 or +1, each with probability one half. */
    RADEMACHER
}
