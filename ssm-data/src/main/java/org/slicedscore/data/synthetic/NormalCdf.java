package org.slicedscore.data.synthetic;

/** Logarithms of the normal distribution function, accurate far into the tails. */
final class NormalCdf {
    private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

    private NormalCdf() {}

    /** log φ(z). */
    static double logPdf(double z) {
        return -0.5 * z * z - LOG_SQRT_2_PI;
    }

    /** log Φ(z): a power series in the middle, Laplace's continued fraction in the tails. */
    static double logCdf(double z) {
        if (z > 4) {
            return Math.log1p(-Math.exp(logTail(z)));
        }
        if (z < -4) {
            return logTail(-z);
        }
        return Math.log(0.5 + Math.exp(logPdf(z)) * series(z));
    }

    /** Φ(z) − ½ = φ(z) Σ z^(2k+1) / (1·3·…·(2k+1)); near z = −4 the subtraction costs four digits of sixteen. */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum) && k < 300; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return sum;
    }

    /** log (1 − Φ(z)) for z > 4: φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))). */
    private static double logTail(double z) {
        double fraction = z;
        for (int k = 60; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return logPdf(z) - Math.log(fraction);
    }

    /** log (Φ(b) − Φ(a)) for a < b, computed in the tail that loses no digits. */
    static double logBetween(double a, double b) {
        if (a > 0) {
            return logBetween(-b, -a);
        }
        double upper = logCdf(b);
        return upper + Math.log1p(-Math.exp(logCdf(a) - upper));
    }
}
