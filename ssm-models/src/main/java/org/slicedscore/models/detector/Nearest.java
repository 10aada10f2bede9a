package org.slicedscore.models.detector;

import java.util.Arrays;

/** The k nearest of the rows that it is shown. Of rows equally far, the one shown first counts as nearer. */
final class Nearest {
    private final double[] squared;
    private final int[] row;
    private int found;

    Nearest(int k) {
        squared = new double[k];
        row = new int[k];
    }

    /** Forgets all rows. */
    void clear() {
        found = 0;
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
    }

    /** Shows the rows of a block, except one; −1 for none. */
    void show(double[] distances, int firstRow, int rows, int except) {
        int k = squared.length;
        double worst = squared[k - 1];
        for (int l = 0; l < rows; l++) {
            double d = distances[l];
            // the first k are kept even if they are infinitely far
            if ((d < worst || found < k) && firstRow + l != except) {
                insert(d, firstRow + l);
                worst = squared[k - 1];
            }
        }
    }

    private void insert(double d, int which) {
        int at = Math.min(found, squared.length - 1);
        while (at > 0 && squared[at - 1] > d) {
            squared[at] = squared[at - 1];
            row[at] = row[at - 1];
            at--;
        }
        squared[at] = d;
        row[at] = which;
        found = Math.min(found + 1, squared.length);
    }

    int found() {
        return found;
    }

    /** The squared distance of the i-th nearest, from 0. */
    double squared(int i) {
        return squared[i];
    }

    /** The index of the i-th nearest, from 0. */
    int row(int i) {
        return row[i];
    }
}
