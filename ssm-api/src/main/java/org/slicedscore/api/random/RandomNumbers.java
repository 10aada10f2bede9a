package org.slicedscore.api.random;

/** A sequence of random numbers on the host. Not thread-safe. */
public interface RandomNumbers {
    /** {@return a standard normal number, finite} */
    double normal();

    /** {@return a uniform number, in [0, 1)} */
    double uniform();

    /**
     * An integer below a bound, each with the same probability.
     *
     * @param bound at least 1
     * @return from 0 to bound − 1
     */
    int nextInt(int bound);
}
