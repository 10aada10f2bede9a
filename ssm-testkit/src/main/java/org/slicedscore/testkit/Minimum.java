package org.slicedscore.testkit;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a function of one number is least: steps to the vertex of the parabola through the three best points, and golden sections where
 * that does not help.
 *
 * <p>Source: Brent 1973, "Algorithms for Minimization without Derivatives", chapter 5.
 */
final class Minimum {
    private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;

    private Minimum() {}

    /**
     * The place of a local minimum; the only one of a function that falls and then rises.
     *
     * @param f the function
     * @param from where to look from
     * @param to where to look to
     * @param tolerance how far off the place may be
     */
    static double of(DoubleUnaryOperator f, double from, double to, double tolerance) {
        double low = from;
        double high = to;
        double best = low + GOLDEN * (high - low);
        double second = best;
        double third = best;
        double fBest = f.applyAsDouble(best);
        double fSecond = fBest;
        double fThird = fBest;
        double step = 0;
        double before = 0;
        while (Math.max(high - best, best - low) > 2 * tolerance) {
            double middle = (low + high) / 2;
            // the vertex lies at best + p/q
            double r = (best - second) * (fBest - fThird);
            double s = (best - third) * (fBest - fSecond);
            double p = (best - third) * s - (best - second) * r;
            double q = 2 * (r - s);
            double vertex = best + p / q;
            boolean parabola = Math.abs(p) < Math.abs(0.5 * q * before) && vertex > low && vertex < high;
            before = parabola ? step : best < middle ? high - best : low - best;
            step = parabola ? p / q : GOLDEN * before;
            // never so close to a known point that rounding decides
            double next = best
                    + (Math.abs(step) >= tolerance ? step : Math.copySign(tolerance, parabola ? middle - best : step));
            double fNext = f.applyAsDouble(next);
            if (fNext <= fBest) {
                if (next < best) {
                    high = best;
                } else {
                    low = best;
                }
                third = second;
                fThird = fSecond;
                second = best;
                fSecond = fBest;
                best = next;
                fBest = fNext;
            } else {
                if (next < best) {
                    low = next;
                } else {
                    high = next;
                }
                if (fNext <= fSecond || second == best) {
                    third = second;
                    fThird = fSecond;
                    second = next;
                    fSecond = fNext;
                } else if (fNext <= fThird || third == best || third == second) {
                    third = next;
                    fThird = fNext;
                }
            }
        }
        return best;
    }
}
