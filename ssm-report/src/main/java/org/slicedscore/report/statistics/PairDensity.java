package org.slicedscore.report.statistics;

import java.util.Arrays;
import org.slicedscore.engine.figure.Figure.Field;

/**
 * The density of a pair of columns as drawn rows show it, smoothed with a Gaussian kernel (bandwidths by Scott's rule, from quartiles),
 * and its score, which is exact for the smoothed density: the mean shift divided by the squared bandwidth.
 *
 * <p>Sources: Scott 1992, "Multivariate density estimation", section 6.3; Fukunaga and Hostetler 1975, IEEE Transactions on Information
 * Theory 21(1), for the score.
 */
public final class PairDensity {
    /** Shares of the rows that the contours hold. */
    public static final double[] SHARES = {0.95, 0.8, 0.5, 0.2};

    private static final int GRID = 72;
    private static final double REACH = 4;
    private static final double FEWEST = 5;

    private final double[] x;
    private final double[] y;
    private final double bandX;
    private final double bandY;

    /**
     * Takes rows.
     *
     * @param x the first column of each row, finite
     * @param y the second column of each row, finite
     */
    public PairDensity(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        bandX = bandwidth(x);
        bandY = bandwidth(y);
    }

    private static double bandwidth(double[] values) {
        double[] sorted = Statistics.sorted(values);
        double quartiles = (Statistics.quantile(sorted, 0.75) - Statistics.quantile(sorted, 0.25)) / 1.349;
        double deviation = Statistics.deviation(sorted);
        double spread = quartiles > 0 ? Math.min(quartiles, deviation) : deviation;
        return Math.max(1e-12, spread) * Math.pow(values.length, -1.0 / 6);
    }

    /**
     * The smoothed density over a rectangle, with the levels within which the shares of the rows lie.
     *
     * @param left least x
     * @param right greatest x
     * @param bottom least y
     * @param top greatest y
     */
    public Field field(double left, double right, double bottom, double top) {
        double[] values = new double[GRID * GRID];
        double stepX = (right - left) / (GRID - 1);
        double stepY = (top - bottom) / (GRID - 1);
        double[] weightsX = new double[GRID];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < GRID; c++) {
                weightsX[c] = kernel((left + c * stepX - x[i]) / bandX);
            }
            int first = (int) Math.max(0, Math.ceil((top - y[i] - REACH * bandY) / stepY));
            int last = (int) Math.min(GRID - 1, Math.floor((top - y[i] + REACH * bandY) / stepY));
            for (int r = first; r <= last; r++) {
                double weight = kernel((top - r * stepY - y[i]) / bandY);
                for (int c = 0; c < GRID; c++) {
                    values[r * GRID + c] += weight * weightsX[c];
                }
            }
        }
        return new Field(left, right, bottom, top, GRID, values, levels(at(values, left, top, stepX, stepY)));
    }

    /** The density at the rows, from the grid. */
    private double[] at(double[] values, double left, double top, double stepX, double stepY) {
        double[] own = new double[x.length];
        for (int i = 0; i < own.length; i++) {
            double c = (x[i] - left) / stepX;
            double r = (top - y[i]) / stepY;
            boolean inside = c >= 0 && r >= 0 && c <= GRID - 1 && r <= GRID - 1;
            own[i] = inside ? values[(int) Math.rint(r) * GRID + (int) Math.rint(c)] : 0;
        }
        return own;
    }

    /**
     * The levels that hold shares of rows: as many rows as the share says have at least that density.
     *
     * @param densities at the rows
     */
    public static double[] levels(double[] densities) {
        double[] sorted = Statistics.sorted(densities);
        return Arrays.stream(SHARES)
                .map(share -> Statistics.quantile(sorted, 1 - share))
                .distinct()
                .toArray();
    }

    private static double kernel(double z) {
        return Math.abs(z) > REACH ? 0 : Math.exp(-0.5 * z * z);
    }

    /**
     * The score of the smoothed density at the points of a coarse grid.
     *
     * @param left least x of the rectangle
     * @param right greatest x
     * @param bottom least y
     * @param top greatest y
     * @param across points from left to right and from top to bottom
     * @return x, y and both components of the score at each point that has enough rows around it
     */
    public double[] scores(double left, double right, double bottom, double top, int across) {
        double[] out = new double[4 * across * across];
        int count = 0;
        for (int k = 0; k < across * across; k++) {
            double gx = left + (k % across + 0.5) * (right - left) / across;
            double gy = bottom + (k / across + 0.5) * (top - bottom) / across;
            double sum = 0;
            double squares = 0;
            double sx = 0;
            double sy = 0;
            for (int i = 0; i < x.length; i++) {
                double w = kernel((gx - x[i]) / bandX) * kernel((gy - y[i]) / bandY);
                sum += w;
                squares += w * w;
                sx += w * (x[i] - gx);
                sy += w * (y[i] - gy);
            }
            // the effective number of rows (Kish 1965): fewer than this are noise
            if (sum * sum >= FEWEST * squares && squares > 0) {
                out[4 * count] = gx;
                out[4 * count + 1] = gy;
                out[4 * count + 2] = sx / sum / (bandX * bandX);
                out[4 * count + 3] = sy / sum / (bandY * bandY);
                count++;
            }
        }
        return Arrays.copyOf(out, 4 * count);
    }
}
