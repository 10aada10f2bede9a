package org.slicedscore.engine.scheme;

/** A function that is worked out on the host in double precision, in the middle of a turn, such as a decomposition. */
@FunctionalInterface
public interface HostFunction {
    /**
     * Computes the values. They count as constants for derivatives.
     *
     * @param argument elements of the argument, row-major; do not modify
     * @param result receives the elements of the result, row-major
     */
    void apply(double[] argument, double[] result);
}
