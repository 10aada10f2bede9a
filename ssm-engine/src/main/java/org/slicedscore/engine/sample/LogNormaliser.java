package org.slicedscore.engine.sample;

/**
 * The logarithm of a normalising constant Z = ∫ p̃, estimated from both sides.
 *
 * <p>The forward paths lead from the reference to the model: the mean of their weights is an unbiased estimate of Z, and the
 * mean of their log-weights is below log Z. The reverse paths lead from the model to the reference; where they begin at
 * exact draws, the mean of their weights estimates 1/Z without bias, and the mean of their log-weights gives a value above
 * log Z. If the two sides disagree, do not trust the estimate.
 *
 * @param forward the estimate of log Z
 * @param reverse the reverse estimate of log Z, or null without reverse paths
 * @param particles paths of each direction
 * @param temperatures steps from the reference to the model
 * @param acceptance mean acceptance of the forward paths' transitions
 * @param reverseFrom description of the start of the reverse paths
 */
public record LogNormaliser(
        Side forward, Side reverse, int particles, int temperatures, double acceptance, String reverseFrom) {
    /** Standard errors beyond which the two sides disagree. */
    private static final double SIGNIFICANT = 3;

    /** Effective paths below which a standard error means little. */
    private static final double FEWEST_EFFECTIVE = 10;

    /**
     * The estimate from one direction.
     *
     * @param logZ the estimate of log Z
     * @param standardError of the estimate, by the delta method, with the rounding of the backend
     * @param effectiveSize (Σw)²/Σw² of the paths' weights
     * @param bound the mean of the log-weights: below log Z for the forward side, above it for the reverse side, on average
     */
    public record Side(double logZ, double standardError, double effectiveSize, double bound) {}

    /** log Z: the forward estimate. */
    public double logZ() {
        return forward.logZ();
    }

    /** The standard error of log Z, that of the forward estimate. */
    public double standardError() {
        return forward.standardError();
    }

    /** The gap between the two sides: the reverse estimate minus the forward one; NaN without reverse paths. */
    public double gap() {
        return reverse == null ? Double.NaN : reverse.logZ() - forward.logZ();
    }

    /** Whether the two sides agree, with enough effective paths to tell: false if the estimate cannot be trusted. */
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
