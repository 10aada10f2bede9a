package org.slicedscore.engine.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.data.random.RandomStream;

/**
 * Whether rows of two samples come from one distribution, by three statistics that see different things. Their p-values are
 * those of permutations: the share of divisions of all rows at random, this one included, whose statistic is as large. They
 * hold for independent rows, whatever the distribution.
 *
 * @param first number of rows of the first sample
 * @param second number of rows of the second one
 * @param permutations divisions at random
 * @param energy the energy distance 2E‖X−Y‖ − E‖X−X'‖ − E‖Y−Y'‖, unbiased; 0 for equal distributions (Székely and Rizzo 2013)
 * @param mmd the squared maximum mean discrepancy with a Gaussian kernel whose bandwidth is the median distance, unbiased; 0
 *     for equal distributions (Gretton et al. 2012, JMLR)
 * @param auroc the area under the ROC curve of a classifier that tells the samples apart: the share of the second sample among
 *     the 15 nearest rows of other folds, of five; ½ for equal distributions (Lopez-Paz and Oquab 2017, ICLR)
 */
public record TwoSampleTest(int first, int second, int permutations, Statistic energy, Statistic mmd, Statistic auroc) {
    /** Rows of a sample beyond which the distances of all pairs are too many. */
    public static final int MOST_ROWS = 2000;

    /** Fewer rows than this cannot tell anything apart. */
    public static final int FEWEST_ROWS = 30;

    private static final int PERMUTATIONS = 999;

    /**
     * A statistic.
     *
     * @param value its value
     * @param p the p-value, at least 1/1000
     */
    public record Statistic(double value, double p) {}

    /**
     * Tests.
     *
     * @param a rows of the first sample, [n,D]
     * @param b rows of the second one, [m,D]
     * @param dim D
     * @param seed of the permutations and the folds
     * @throws IllegalArgumentException if a sample has fewer than {@link #FEWEST_ROWS} or more than {@link #MOST_ROWS} rows
     */
    public static TwoSampleTest of(double[] a, double[] b, int dim, long seed) {
        int n = a.length / dim;
        int m = b.length / dim;
        if (Math.min(n, m) < FEWEST_ROWS || Math.max(n, m) > MOST_ROWS) {
            throw new IllegalArgumentException(
                    n + " and " + m + " rows, expected from " + FEWEST_ROWS + " to " + MOST_ROWS);
        }
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Pairs distances = Pairs.distances(all, dim);
        Pairs kernel = distances.gaussian();
        Neighbours neighbours = Neighbours.of(distances, seed);
        int[][] divisions = new int[PERMUTATIONS + 1][];
        RandomStream random = new RandomStream(seed, "permutations");
        divisions[0] = IntStream.range(0, n + m).toArray();
        for (int p = 1; p < divisions.length; p++) {
            divisions[p] = shuffled(divisions[p - 1], random);
        }
        double[] energy = distances.discrepancies(divisions, n);
        double[] mmd = kernel.discrepancies(divisions, n);
        double[] auroc = new double[divisions.length];
        IntStream.range(0, auroc.length).parallel().forEach(p -> auroc[p] = neighbours.auroc(divisions[p], n));
        return new TwoSampleTest(
                n,
                m,
                PERMUTATIONS,
                statistic(Arrays.stream(energy).map(value -> -2 * value).toArray()),
                statistic(Arrays.stream(mmd).map(value -> 2 * value).toArray()),
                statistic(auroc));
    }

    private static int[] shuffled(int[] order, RandomStream random) {
        int[] next = order.clone();
        for (int i = next.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = next[i];
            next[i] = next[j];
            next[j] = kept;
        }
        return next;
    }

    private static Statistic statistic(double[] values) {
        long asLarge = Arrays.stream(values).filter(v -> v >= values[0]).count();
        return new Statistic(values[0], asLarge / (double) values.length);
    }
}
