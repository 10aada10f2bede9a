package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

/**
 * A mixture of Gaussians with full covariances, by expectation-maximisation from a k-means++ start. Each component gets
 * D + 2 more rows of the covariance S / k^(2/D), S the shrunk covariance of all rows, so that every covariance can be
 * inverted: Σₖ = ((D + 2) S / k^(2/D) + Wₖ) / (D + 2 + nₖ), Wₖ the weighted scatter around the component's mean. The same
 * rows and seed give the same mixture.
 *
 * <p>Sources: Dempster, Laird and Rubin 1977; Arthur and Vassilvitskii, "k-means++", SODA 2007; the prior's weight and
 * scale are those of Fraley and Raftery, "Bayesian regularization for normal mixture estimation and model-based
 * clustering", Journal of Classification 24, 2007.
 */
final class MixtureFit implements Yardstick {
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-5;
    private static final int CLUSTER_STEPS = 10;

    /** A smaller share of a row is too small to matter in a covariance. */
    private static final double NOTHING = 1e-8;

    private final int dim;
    private final double[] weights;
    private final NormalDensity[] components;

    /**
     * Fits rows.
     *
     * @param rows at least as many as components, with columns that vary
     * @param count number of components
     * @param seed of the start
     */
    MixtureFit(Dataset rows, int count, long seed) {
        dim = rows.dim();
        weights = new double[count];
        components = new NormalDensity[count];
        double[][] pooled = GaussianFit.covariance(rows, ColumnMoments.of(rows));
        double scale = (dim + 2) / Math.pow(count, 2.0 / dim);
        for (double[] row : pooled) {
            Arrays.setAll(row, k -> row[k] * scale);
        }
        double[][] shares = start(rows, count, seed);
        double before = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            maximise(rows, shares, pooled);
            double now = expect(rows, shares);
            if (now - before < TOLERANCE) {
                break;
            }
            before = now;
        }
    }

    /** The number of components. */
    int count() {
        return weights.length;
    }

    /** Hard shares by a few steps of k-means from centres that k-means++ draws. */
    private double[][] start(Dataset rows, int count, long seed) {
        int n = rows.rows();
        ColumnMoments moments = ColumnMoments.of(rows);
        RandomStream random = new RandomStream(seed, "mixture", count);
        double[][] centres = new double[count][];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        centres[0] = row(rows, random.nextInt(n));
        for (int c = 1; c < count; c++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                nearest[i] = Math.min(nearest[i], distance(rows, i, centres[c - 1], moments));
                sum += nearest[i];
            }
            double goal = random.uniform() * sum;
            int chosen = 0;
            for (double passed = nearest[0]; passed < goal && chosen < n - 1; ) {
                passed += nearest[++chosen];
            }
            centres[c] = row(rows, chosen);
        }
        int[] cluster = new int[n];
        for (int step = 0; step < CLUSTER_STEPS; step++) {
            for (int i = 0; i < n; i++) {
                cluster[i] = nearest(rows, i, centres, moments);
            }
            move(rows, cluster, centres);
        }
        double[][] shares = new double[count][n];
        for (int i = 0; i < n; i++) {
            shares[cluster[i]][i] = 1;
        }
        return shares;
    }

    private double[] row(Dataset rows, int i) {
        double[] row = new double[dim];
        Arrays.setAll(row, j -> rows.at(i, j));
        return row;
    }

    private double distance(Dataset rows, int i, double[] centre, ColumnMoments moments) {
        double sum = 0;
        for (int j = 0; j < dim; j++) {
            double d = (rows.at(i, j) - centre[j]) / moments.deviation()[j];
            sum += d * d;
        }
        return sum;
    }

    private int nearest(Dataset rows, int i, double[][] centres, ColumnMoments moments) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double d = distance(rows, i, centres[c], moments);
            if (d < least) {
                least = d;
                best = c;
            }
        }
        return best;
    }

    /** To the means of their clusters; a centre without rows stays. */
    private void move(Dataset rows, int[] cluster, double[][] centres) {
        double[][] sums = new double[centres.length][dim];
        int[] sizes = new int[centres.length];
        for (int i = 0; i < cluster.length; i++) {
            sizes[cluster[i]]++;
            for (int j = 0; j < dim; j++) {
                sums[cluster[i]][j] += rows.at(i, j);
            }
        }
        for (int c = 0; c < centres.length; c++) {
            int size = sizes[c];
            double[] sum = sums[c];
            if (size > 0) {
                Arrays.setAll(centres[c], j -> sum[j] / size);
            }
        }
    }

    /** Weights, means and covariances from the rows' shares. */
    private void maximise(Dataset rows, double[][] shares, double[][] prior) {
        for (int c = 0; c < weights.length; c++) {
            double size = Arrays.stream(shares[c]).sum();
            // one more row, spread over all components, so that none vanishes
            weights[c] = (size + 1.0 / weights.length) / (rows.rows() + 1);
            double[] mean = new double[dim];
            for (int i = 0; i < rows.rows(); i++) {
                for (int j = 0; j < dim; j++) {
                    mean[j] += shares[c][i] * rows.at(i, j);
                }
            }
            double whole = Math.max(size, Double.MIN_NORMAL);
            Arrays.setAll(mean, j -> mean[j] / whole);
            double[][] covariance = scatter(rows, shares[c], mean);
            double divisor = size + dim + 2;
            for (int j = 0; j < dim; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] = (prior[j][k] + covariance[j][k]) / divisor;
                }
            }
            components[c] = NormalDensity.of(mean, covariance);
        }
    }

    /** The lower triangle of the scatter of shares of the rows around a mean. */
    private double[][] scatter(Dataset rows, double[] shares, double[] mean) {
        double[][] sum = new double[dim][dim];
        double[] d = new double[dim];
        for (int i = 0; i < rows.rows(); i++) {
            double share = shares[i];
            if (share < NOTHING) {
                continue;
            }
            for (int j = 0; j < dim; j++) {
                d[j] = rows.at(i, j) - mean[j];
            }
            for (int j = 0; j < dim; j++) {
                double factor = share * d[j];
                for (int k = 0; k <= j; k++) {
                    sum[j][k] += factor * d[k];
                }
            }
        }
        return sum;
    }

    /** The rows' shares of the components; the mean log-likelihood. */
    private double expect(Dataset rows, double[][] shares) {
        int n = rows.rows();
        float[] values = rows.values();
        double[] difference = new double[dim];
        double[] score = new double[dim];
        double[] logs = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < logs.length; c++) {
                logs[c] = Math.log(weights[c]) + components[c].at(values, i * dim, difference, score);
            }
            double total = logSum(logs);
            for (int c = 0; c < logs.length; c++) {
                shares[c][i] = Math.exp(logs[c] - total);
            }
            sum += total;
        }
        return sum / n;
    }

    private static double logSum(double[] logs) {
        double largest = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public String id() {
        return "mixture";
    }

    @Override
    public String name() {
        return "mixture of " + weights.length + (weights.length == 1 ? " Gaussian" : " Gaussians");
    }

    /** With shares rₖ and scores sₖ: s = Σ rₖ sₖ and tr H = Σ rₖ (‖sₖ‖² − tr Pₖ) − ‖s‖². */
    @Override
    public Values at(Dataset rows) {
        float[] values = rows.values();
        double[] losses = new double[rows.rows()];
        double[] logDensities = new double[rows.rows()];
        double[] difference = new double[dim];
        double[][] scores = new double[weights.length][dim];
        double[] logs = new double[weights.length];
        for (int i = 0; i < losses.length; i++) {
            for (int c = 0; c < logs.length; c++) {
                logs[c] = Math.log(weights[c]) + components[c].at(values, i * dim, difference, scores[c]);
            }
            logDensities[i] = logSum(logs);
            double trace = 0;
            double squares = 0;
            double[] score = difference;
            Arrays.fill(score, 0);
            for (int c = 0; c < logs.length; c++) {
                double share = Math.exp(logs[c] - logDensities[i]);
                double own = 0;
                for (int j = 0; j < dim; j++) {
                    own += scores[c][j] * scores[c][j];
                    score[j] += share * scores[c][j];
                }
                trace += share * (own - components[c].trace());
            }
            for (double v : score) {
                squares += v * v;
            }
            losses[i] = trace - squares + 0.5 * squares;
        }
        return new Values(losses, logDensities);
    }
}
