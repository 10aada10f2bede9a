package org.slicedscore.engine.flow;

/**
 * How the probability flow is followed.
 *
 * @param least σ at which the density is wanted, positive
 * @param most σ at which the density is taken to be Gaussian, above {@code least}
 * @param tolerance the error allowed per unit of log σ: of the log-density in nats, and of the coordinates, whose scale is 1;
 *     relative for rows far out
 * @param probes Rademacher directions a row from which the divergence is estimated; 0 for the exact divergence
 * @param seed of the probes
 */
public record FlowConfig(double least, double most, double tolerance, int probes, long seed) {
    /**
     * The usual tolerance. With it the log-densities of Gaussians and mixtures of up to 200 columns were within 4e-4 nats of
     * the truth, half of them within 3e-5; three times as much let single rows be wrong by 1e-2.
     */
    private static final double TOLERANCE = 3e-5;

    /**
     * With more columns the tolerance grows in proportion: so does the rounding of scores and traces to float, below which
     * steps would shrink without end (a tenth of the usual tolerance is too little for 200 columns).
     */
    private static final double USUAL_COLUMNS = 100;

    /** Up to so many columns, the exact divergence is the default. */
    public static final int LARGEST_EXACT = 256;

    /** The usual number of probes. */
    public static final int PROBES = 8;

    /** Checks the numbers. */
    public FlowConfig {
        if (!(least > 0 && most > least && Double.isFinite(most) && tolerance > 0) || probes < 0 || probes == 1) {
            throw new IllegalArgumentException(
                    "levels from " + least + " to " + most + ", tolerance " + tolerance + ", probes " + probes
                            + "; expected 0 < least < most, a positive tolerance, and no or several probes");
        }
    }

    /**
     * The defaults.
     *
     * @param least σ at which the density is wanted
     * @param most σ at which the density is taken to be Gaussian
     * @param dim D; decides whether the divergence is exact
     * @param seed of the probes
     */
    public static FlowConfig of(double least, double most, int dim, long seed) {
        double tolerance = TOLERANCE * Math.max(1, dim / USUAL_COLUMNS);
        return new FlowConfig(least, most, tolerance, dim <= LARGEST_EXACT ? 0 : PROBES, seed);
    }
}
