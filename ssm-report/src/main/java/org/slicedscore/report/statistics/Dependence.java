package org.slicedscore.report.statistics;

import java.util.Arrays;

/** How much pairs of columns say about each other, and how far two samples of a pair differ: by counts in cells of equal shares. */
public final class Dependence {
    /** Intervals of a column. */
    private static final int CELLS = 8;

    private Dependence() {}

    /**
     * Mutual information in nats of two columns cut into eight intervals of equal shares, less what chance gives: 0 for columns that
     * say nothing about each other.
     *
     * @param a one number a row
     * @param b one number a row
     */
    public static double information(double[] a, double[] b) {
        double[] edgesA = edges(a);
        double[] edgesB = edges(b);
        double[] joint = new double[CELLS * CELLS];
        double n = count(a, b, edgesA, edgesB, joint);
        double[] rows = new double[CELLS];
        double[] columns = new double[CELLS];
        for (int i = 0; i < joint.length; i++) {
            rows[i / CELLS] += joint[i];
            columns[i % CELLS] += joint[i];
        }
        double sum = 0;
        for (int i = 0; i < joint.length; i++) {
            if (joint[i] > 0) {
                sum += joint[i] / n * Math.log(joint[i] * n / rows[i / CELLS] / columns[i % CELLS]);
            }
        }
        // the expectation for independent columns (Miller 1955)
        double used = (used(rows) - 1) * (used(columns) - 1);
        return n == 0 ? 0 : sum - used / (2 * n);
    }

    /**
     * How far two samples of a pair of columns differ: half the sum of the differences of shares over the cells, from 0 for none
     * to 1.
     *
     * @param a the first column of the one sample, which also says where the cells are
     * @param b its second column
     * @param otherA the first column of the other sample
     * @param otherB its second column
     */
    public static double difference(double[] a, double[] b, double[] otherA, double[] otherB) {
        double[] edgesA = edges(a);
        double[] edgesB = edges(b);
        double[] one = new double[CELLS * CELLS];
        double[] other = new double[CELLS * CELLS];
        double n = count(a, b, edgesA, edgesB, one);
        double m = count(otherA, otherB, edgesA, edgesB, other);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] / n - other[i] / m);
        }
        return n == 0 || m == 0 ? 0 : sum / 2;
    }

    private static double used(double[] counts) {
        return Arrays.stream(counts).filter(c -> c > 0).count();
    }

    private static double count(double[] a, double[] b, double[] edgesA, double[] edgesB, double[] cells) {
        double n = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                cells[cell(edgesA, a[i]) * CELLS + cell(edgesB, b[i])]++;
                n++;
            }
        }
        return n;
    }

    private static double[] edges(double[] values) {
        double[] sorted = Statistics.sorted(values);
        double[] edges = new double[CELLS - 1];
        Arrays.setAll(edges, k -> Statistics.quantile(sorted, (k + 1.0) / CELLS));
        return edges;
    }

    private static int cell(double[] edges, double value) {
        int cell = 0;
        while (cell < edges.length && value > edges[cell]) {
            cell++;
        }
        return cell;
    }
}
