package org.slicedscore.experiments.paper;

/** Small linear systems, by elimination with pivots. */
public final class Solve {
    private Solve() {}

    /** A⁻¹. */
    public static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] inverse = new double[n][];
        for (int j = 0; j < n; j++) {
            double[] e = new double[n];
            e[j] = 1;
            double[] column = solve(a, e);
            for (int i = 0; i < n; i++) {
                if (j == 0) {
                    inverse[i] = new double[n];
                }
                inverse[i][j] = column[i];
            }
        }
        return inverse;
    }

    /** The x with Ax = b. */
    public static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        double[][] m = new double[n][];
        for (int i = 0; i < n; i++) {
            m[i] = java.util.Arrays.copyOf(a[i], n + 1);
            m[i][n] = b[i];
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(m[i][k]) > Math.abs(m[pivot][k]) ? i : pivot;
            }
            double[] row = m[pivot];
            m[pivot] = m[k];
            m[k] = row;
            if (row[k] == 0) {
                throw new ArithmeticException("a singular matrix");
            }
            for (int i = k + 1; i < n; i++) {
                double f = m[i][k] / row[k];
                for (int j = k; j <= n; j++) {
                    m[i][j] -= f * row[j];
                }
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = m[i][n];
            for (int j = i + 1; j < n; j++) {
                sum -= m[i][j] * x[j];
            }
            x[i] = sum / m[i][i];
        }
        return x;
    }
}
