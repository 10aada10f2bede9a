package org.slicedscore.engine.detect;

/**
 * A share of cases, with Wilson's interval of 95 %.
 *
 * <p>Source: Wilson 1927, J. American Statistical Association 22(158).
 *
 * @param hits from 0 to the number of cases
 * @param cases the number of cases
 */
public record Proportion(long hits, long cases) {
    private static final double Z = 1.959964;

    /** The share; NaN without cases. */
    public double share() {
        return (double) hits / cases;
    }

    /** The lower end of the interval. */
    public double low() {
        return Math.max(0, centre() - margin());
    }

    /** The upper end of the interval. */
    public double high() {
        return Math.min(1, centre() + margin());
    }

    private double centre() {
        return (share() + Z * Z / (2 * cases)) / (1 + Z * Z / cases);
    }

    private double margin() {
        return Z / (1 + Z * Z / cases) * Math.sqrt(share() * (1 - share()) / cases + Z * Z / (4.0 * cases * cases));
    }
}
