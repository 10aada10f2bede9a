package org.slicedscore.engine.sample;

/**
 * The logarithm of a normalising constant Z = ∫ p̃, seen from both sides.
 *
 * <p>The forward paths lead from the reference to the model: the mean of their weights is an unbiased estimate of Z, and the
 * mean of their log-weights is below log Z. The reverse paths lead from the model to the reference; where they begin at
 * exact draws, the mean of their weights estimates 1/Z without bias, and the mean of their log-weights gives a value above
 * log Z. Where the two sides do not meet, the estimate is not to be trusted.
 *
 * @param forward the estimate of log Z
 * @param reverse log Z by the reverse paths, or null where there were none
 * @param particles paths of each direction
 * @param temperatures steps from the reference to the model
 * @param acceptance mean acceptance of the forward paths' transitions
 * @param reverseFrom where the reverse paths begin, for people
 */
public record LogNormaliser(
        Side forward, Side reverse, int particles, int temperatures, double acceptance, String reverseFrom) {
    /** Beyond this many standard errors the two sides contradict each other. */
    private static final double SIGNIFICANT = 3;

    /** With fewer effective paths than this a standard error means little. */
    private static final double FEWEST_EFFECTIVE = 10;

    /**
     * One direction.
     *
     * @param logZ its estimate
     * @param standardError of the estimate, by the delta method, with the rounding of the backend
     * @param effectiveSize (Σw)²/Σw² of the paths' weights
     * @param bound the mean of the log-weights: below log Z for the forward side, above it for the reverse side, on average
     */
    public record Side(double logZ, double standardError, double effectiveSize, double bound) {}

    /**
     * log Z.
     *
     * @return the forward estimate
     */
    public double logZ() {
        return forward.logZ();
    }

    /**
     * The error of log Z.
     *
     * @return the standard error of the forward estimate
     */
    public double standardError() {
        return forward.standardError();
    }

    /**
     * How far the two sides are apart.
     *
     * @return the reverse estimate less the forward one; NaN where there is no reverse one
     */
    public double gap() {
        return reverse == null ? Double.NaN : reverse.logZ() - forward.logZ();
    }

    /**
     * Whether the two sides meet, and rest on enough paths to say so.
     *
     * @return false where the estimate is not to be trusted
     */
    public boolean trusted() {
        if (forward.effectiveSize() < FEWEST_EFFECTIVE) {
            return false;
        }
        return reverse == null
                || reverse.effectiveSize() >= FEWEST_EFFECTIVE
                        && Math.abs(gap())
                                <= SIGNIFICANT * Math.hypot(forward.standardError(), reverse.standardError());
    }
}
