package org.slicedscore.models.objective;

import java.util.Arrays;
import org.slicedscore.api.Init;
import org.slicedscore.api.error.Problem;

/**
 * The σ at which Gaussians around some training rows give others the highest likelihood: how far noise can blur the rows
 * before its error exceeds the uncertainty that is there anyway.
 *
 * <p>Source: Saremi, Mehrjou, Schölkopf and Hyvärinen 2018 (deep energy estimator networks), section 4; Song et al. 2019,
 * UAI, section 6.3.
 */
final class ParzenBandwidth {
    private static final int CENTRES = 2000;
    private static final int HELD_OUT = 200;
    private static final double PRECISION = 1e-3;

    private final double[][] squares;
    private final int dim;

    private ParzenBandwidth(double[][] squares, int dim) {
        this.squares = squares;
        this.dim = dim;
    }

    /**
     * @param rows at least two training rows; at most a few thousand are used
     * @return σ, in the rows' units
     */
    static double of(Init.Source rows) {
        if (rows.rows() < 2) {
            throw Problem.usage(DenoisingScoreMatching.THE_SIGMA)
                    .says("auto is worked out from at least 2 training rows")
                    .remedy("give a number")
                    .exception();
        }
        int[] order = shuffled(rows, Math.min(rows.rows(), CENTRES + HELD_OUT));
        int held = Math.clamp(order.length / 10, 1, HELD_OUT);
        double[][] picked = Arrays.stream(order).mapToObj(rows::row).toArray(double[][]::new);
        double[][] squares = new double[held][picked.length - held];
        for (int i = 0; i < held; i++) {
            for (int j = held; j < picked.length; j++) {
                squares[i][j - held] = squaredDistance(picked[i], picked[j]);
            }
        }
        return new ParzenBandwidth(squares, picked[0].length).best();
    }

    private static int[] shuffled(Init.Source rows, int count) {
        int[] indices = new int[rows.rows()];
        Arrays.setAll(indices, i -> i);
        for (int i = 0; i < count; i++) {
            int j = i + (int) (rows.uniform() * (indices.length - i));
            int swap = indices[i];
            indices[i] = indices[j];
            indices[j] = swap;
        }
        return Arrays.copyOf(indices, count);
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Golden-section search over log σ, between a thousandth of the mean distance a dimension and ten times it. */
    private double best() {
        double mean =
                Arrays.stream(squares).flatMapToDouble(Arrays::stream).average().orElseThrow();
        if (!(mean > 0)) {
            throw Problem.data(DenoisingScoreMatching.THE_SIGMA)
                    .says("auto found training rows that are all equal")
                    .remedy("give a number")
                    .exception();
        }
        double typical = 0.5 * Math.log(mean / dim);
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = typical - Math.log(1000);
        double high = typical + Math.log(10);
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double atLeft = likelihood(left);
        double atRight = likelihood(right);
        while (high - low > PRECISION) {
            if (atLeft > atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - ratio * (high - low);
                atLeft = likelihood(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + ratio * (high - low);
                atRight = likelihood(right);
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The mean log-likelihood of the rows held out, up to a constant. */
    private double likelihood(double logSigma) {
        double precision = Math.exp(-2 * logSigma);
        double sum = 0;
        for (double[] row : squares) {
            double least = Arrays.stream(row).min().orElseThrow();
            double mass = 0;
            for (double square : row) {
                mass += Math.exp(-0.5 * precision * (square - least));
            }
            sum += Math.log(mass) - 0.5 * precision * least;
        }
        return sum / squares.length - dim * logSigma;
    }
}
