package org.slicedscore.engine.sample;

import java.util.Arrays;

/**
 * Convergence diagnostics of chains: rank-normalised split R-hat and the effective sample size (Vehtari, Gelman,
 * Simpson, Carpenter and Bürkner, "Rank-normalization, folding, and localization: an improved R-hat", Bayesian Analysis
 * 16(2), 2021; Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7(4), 1992, for the truncation).
 *
 * @param rHat the larger of the split R-hat of the normalised ranks and of the ranks of the distances from the
 *     median; NaN if chains have fewer than 4 draws
 * @param effectiveSize of the mean of the normalised ranks, over all chains; NaN as above
 */
public record ChainDiagnostics(double rHat, double effectiveSize) {
    private static final int FEWEST = 4;

    /** Up to this R-hat chains count as converged (Vehtari et al., section 4). */
    public static final double CONVERGED = 1.01;

    /**
     * Computes the diagnostics of one quantity.
     *
     * @param draws [chains][draws], all of equal length
     */
    public static ChainDiagnostics of(double[][] draws) {
        if (draws[0].length < FEWEST) {
            return new ChainDiagnostics(Double.NaN, Double.NaN);
        }
        double[][] halves = split(draws);
        double[][] ranks = normalScores(halves);
        double rHat = Math.max(splitRHat(ranks), splitRHat(normalScores(folded(halves))));
        return new ChainDiagnostics(rHat, effectiveSize(ranks));
    }

    private static double[][] split(double[][] draws) {
        int half = draws[0].length / 2;
        double[][] halves = new double[2 * draws.length][];
        for (int c = 0; c < draws.length; c++) {
            int n = draws[c].length;
            halves[2 * c] = Arrays.copyOfRange(draws[c], 0, half);
            halves[2 * c + 1] = Arrays.copyOfRange(draws[c], n - half, n);
        }
        return halves;
    }

    private static double[][] folded(double[][] draws) {
        double[] all = flat(draws);
        Arrays.sort(all);
        double median = 0.5 * (all[(all.length - 1) / 2] + all[all.length / 2]);
        double[][] distances = new double[draws.length][];
        for (int c = 0; c < draws.length; c++) {
            distances[c] =
                    Arrays.stream(draws[c]).map(v -> Math.abs(v - median)).toArray();
        }
        return distances;
    }

    private static double[] flat(double[][] draws) {
        return Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Φ⁻¹((rank − 3/8) / (S + 1/4)), equal values sharing their mean rank. */
    private static double[][] normalScores(double[][] draws) {
        int n = draws[0].length;
        double[] all = flat(draws);
        long[] order = new long[all.length];
        Arrays.setAll(order, i -> key(all[i]) << 32 | i);
        Arrays.sort(order);
        double[] scores = new double[all.length];
        for (int from = 0; from < all.length; ) {
            int to = from + 1;
            while (to < all.length && order[to] >> 32 == order[from] >> 32) {
                to++;
            }
            double rank = 0.5 * (from + 1 + to);
            double z = NormalQuantile.of((rank - 0.375) / (all.length + 0.25));
            for (int i = from; i < to; i++) {
                scores[(int) order[i]] = z;
            }
            from = to;
        }
        double[][] out = new double[draws.length][];
        Arrays.setAll(out, c -> Arrays.copyOfRange(scores, c * n, (c + 1) * n));
        return out;
    }

    /** An integer that sorts like the value rounded to float: precise enough for ranks, and fast to sort. */
    private static long key(double value) {
        int bits = Float.floatToIntBits((float) value);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }

    /** √((n−1)/n + B/(nW)) of chains of n draws, with B and W the variances between and within them. */
    static double splitRHat(double[][] chains) {
        int n = chains[0].length;
        double[] means = means(chains);
        double within = within(chains, means);
        double between = variance(means);
        if (within == 0) {
            return between == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        return Math.sqrt((n - 1.0) / n + between / within);
    }

    /**
     * mn / τ with τ = −1 + 2 Σ P̂, where P̂ are sums of neighbouring autocorrelations over all chains, cut off where one
     * turns negative and kept from rising.
     */
    static double effectiveSize(double[][] chains) {
        int m = chains.length;
        int n = chains[0].length;
        double[] means = means(chains);
        double within = within(chains, means);
        if (within == 0) {
            return Double.NaN;
        }
        double plus = within * (n - 1) / n + (m > 1 ? variance(means) : 0);
        double sum = 0;
        double last = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < n; lag += 2) {
            double pair =
                    correlation(chains, means, lag, within, plus) + correlation(chains, means, lag + 1, within, plus);
            if (!(pair > 0)) {
                break;
            }
            last = Math.min(last, pair);
            sum += last;
        }
        double size = (double) m * n;
        // antithetic chains may beat independent draws, but estimates of that gain are unreliable
        double tau = Math.max(-1 + 2 * sum, 1 / Math.log10(Math.max(size, 10)));
        return size / tau;
    }

    private static double correlation(double[][] chains, double[] means, int lag, double within, double plus) {
        int n = chains[0].length;
        double covariance = 0;
        for (int c = 0; c < chains.length; c++) {
            double[] x = chains[c];
            double sum = 0;
            for (int i = 0; i + lag < n; i++) {
                sum += (x[i] - means[c]) * (x[i + lag] - means[c]);
            }
            covariance += sum / n;
        }
        covariance /= chains.length;
        // the variance within chains divides by n − 1, the autocovariance by n
        return 1 - (within * (n - 1) / n - covariance) / plus;
    }

    private static double[] means(double[][] chains) {
        return Arrays.stream(chains)
                .mapToDouble(x -> Arrays.stream(x).sum() / x.length)
                .toArray();
    }

    private static double within(double[][] chains, double[] means) {
        double sum = 0;
        for (int c = 0; c < chains.length; c++) {
            double square = 0;
            for (double v : chains[c]) {
                square += (v - means[c]) * (v - means[c]);
            }
            sum += square / (chains[c].length - 1);
        }
        return sum / chains.length;
    }

    private static double variance(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
