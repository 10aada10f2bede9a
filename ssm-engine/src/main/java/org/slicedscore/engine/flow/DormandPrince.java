package org.slicedscore.engine.flow;

/**
 * The explicit Runge–Kutta pair of Dormand and Prince, orders 5 and 4: seven slopes, the last of which is the first of the
 * next step. Source: Dormand and Prince, "A family of embedded Runge-Kutta formulae", Journal of Computational and Applied
 * Mathematics 6, 1980; Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, table II.5.2.
 */
final class DormandPrince {
    /** Slopes of a step. */
    static final int STAGES = 7;

    /** Where the slopes are taken, in steps. */
    static final double[] NODE = {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1};

    /** The weights of the earlier slopes at each stage; those of the last stage are also the step of order 5. */
    static final double[][] WEIGHT = {
        {},
        {1.0 / 5},
        {3.0 / 40, 9.0 / 40},
        {44.0 / 45, -56.0 / 15, 32.0 / 9},
        {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
        {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
        {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
    };

    /** The step of order 5 less that of order 4. */
    static final double[] ERROR = {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40
    };

    /** A step is chosen a little smaller than the error allows, so that few are rejected. */
    private static final double SAFETY = 0.8;

    private static final double LEAST_FACTOR = 0.2;
    private static final double MOST_FACTOR = 4;

    private DormandPrince() {}

    /**
     * The factor from a step's size to the next one's. The error per unit of time grows with the fourth power of the size.
     *
     * @param excess the error per unit of time as a multiple of the one allowed, not negative
     */
    static double factor(double excess) {
        return Math.clamp(SAFETY * Math.pow(excess, -0.25), LEAST_FACTOR, MOST_FACTOR);
    }
}
