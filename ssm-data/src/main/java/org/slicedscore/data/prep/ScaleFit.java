package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** Fits the scaling and whitening of encoded and spread training rows. */
final class ScaleFit {
    /** A value this many standard deviations of the bulk away is never compressed. */
    private static final double LEAST_REACH = 4;

    private final double[] rows;
    private final int dim;
    private final int[] axes;
    private final ColumnScale[] scales;

    /**
     * Fits the scales.
     *
     * @param encoding the step before
     * @param rows encoded and spread, [n, D + C]
     * @param bulks where the bulk of each scaled coordinate lies, in the order of {@link Encoding#scaled}; null where no
     *     value lies outside
     * @param scaling the scaling in use
     * @param clip whether values beyond the bulk are moved to its ends
     */
    ScaleFit(Encoding encoding, double[] rows, List<Bulk> bulks, Scaling scaling, boolean clip) {
        this.rows = rows;
        this.dim = encoding.width();
        int[] scaled = encoding.scaled();
        this.axes = Arrays.stream(scaled).filter(axis -> axis < encoding.dim()).toArray();
        this.scales = new ColumnScale[dim];
        Arrays.fill(scales, ColumnScale.NONE);
        IntStream.range(0, scaled.length)
                .parallel()
                // networks need conditions of the order of 1, whatever becomes of the rows
                .filter(k -> scaling != Scaling.NONE && scaling != Scaling.PIXELS || scaled[k] >= encoding.dim())
                .forEach(k -> scales[scaled[k]] = scale(column(scaled[k]), bulks.get(k), clip));
    }

    ColumnScale[] scales() {
        return scales;
    }

    private double[] column(int j) {
        double[] column = new double[rows.length / dim];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i * dim + j];
        }
        return column;
    }

    private static ColumnScale scale(double[] column, Bulk bulk, boolean clip) {
        double[] inside = bulk == null
                ? column
                : Arrays.stream(column).filter(bulk::holds).toArray();
        double[] used = inside.length < 2 ? column : inside;
        double mean = ColumnStats.mean(used);
        double std = ColumnStats.std(used, mean);
        // A constant column, allowed because noise was requested, keeps its unit.
        double scale = std <= ColumnStats.ROUNDING * Math.abs(mean) || std == 0 ? 1 : std;
        if (inside.length == column.length || inside.length < 2) {
            return new ColumnScale(mean, scale, Double.POSITIVE_INFINITY, false);
        }
        double least = Arrays.stream(inside).min().orElseThrow();
        double greatest = Arrays.stream(inside).max().orElseThrow();
        double reach = Math.max(LEAST_REACH, Math.max(mean - least, greatest - mean) / scale);
        return new ColumnScale(mean, scale, reach, clip);
    }

    /** z = Λ^(−1/2) Uᵀ u, with U Λ Uᵀ the correlation matrix of the scaled values, those far out clamped to the reach. */
    Whitening whitening(String source) {
        int m = axes.length;
        int n = rows.length / dim;
        if (m == 0) {
            return null;
        }
        if (n <= m) {
            throw Problem.data(source)
                    .found("%d training rows for %d columns", n, m)
                    .expected("more rows than columns for %s", Subject.setting("preprocess", "whiten"))
                    .remedy("use %s, or fewer columns", Subject.setting("preprocess", "standardize"))
                    .exception();
        }
        double[] bulk = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < m; k++) {
                bulk[i * m + k] = scales[axes[k]].clamped(rows[i * dim + axes[k]]);
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(Correlation.of(bulk, m));
        double largest = eigen.values()[m - 1];
        double[] forward = new double[m * m];
        double[] backward = new double[m * m];
        double logDet = 0;
        for (int k = 0; k < m; k++) {
            double value = eigen.values()[k];
            // A direction without variance, allowed because noise was requested, keeps its unit.
            double root = value <= Dependences.EXACT * largest ? 1 : Math.sqrt(value);
            // The widest direction comes first.
            int row = m - 1 - k;
            double[] axis = eigen.vectors()[k];
            for (int j = 0; j < m; j++) {
                forward[row * m + j] = axis[j] / root;
                backward[j * m + row] = axis[j] * root;
            }
            logDet -= Math.log(root);
        }
        return new Whitening(axes, forward, backward, logDet);
    }
}
