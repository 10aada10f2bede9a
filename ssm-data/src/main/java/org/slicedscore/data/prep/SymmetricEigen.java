package org.slicedscore.data.prep;

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix: Householder's reduction to a tridiagonal matrix, then implicit
 * QL steps with Wilkinson's shift (Bowdler, Martin, Reinsch and Wilkinson, "The QR and QL algorithms for symmetric
 * matrices", 1968). Sequential, so that the result does not depend on threads.
 *
 * @param values ascending, [n]
 * @param vectors [n, n], row k the unit eigenvector of value k, its largest entry (the first of those equal up to
 *     rounding) positive
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
    private static final int MOST_STEPS = 60;
    private static final double TIE = 1e-6;

    /**
     * Decomposes a matrix.
     *
     * @param matrix [n, n], symmetric; left as it is
     * @return its eigenvalues and eigenvectors
     */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double[] diagonal = new double[n];
        double[] off = new double[n];
        double[][] q = tridiagonalize(a, diagonal, off);
        iterate(diagonal, off, q);
        return sorted(diagonal, q);
    }

    /**
     * Reduces a to a tridiagonal matrix by reflections H = I − 2uuᵀ and returns their product: row k of the result is the
     * k-th basis vector in which a is tridiagonal. off[i] couples i and i+1.
     */
    private static double[][] tridiagonalize(double[][] a, double[] diagonal, double[] off) {
        int n = a.length;
        double[][] reflectors = new double[n][];
        for (int k = 0; k < n - 1; k++) {
            double[] u = reflector(a, k);
            diagonal[k] = a[k][k];
            reflectors[k] = u;
            if (u == null) {
                off[k] = a[k + 1][k];
                continue;
            }
            // a ← H a H on the trailing block: a − 2u wᵀ − 2w uᵀ with w = a u − (uᵀ a u) u.
            double[] w = new double[n];
            double inner = 0;
            for (int i = k + 1; i < n; i++) {
                double sum = 0;
                for (int j = k + 1; j < n; j++) {
                    sum += a[i][j] * u[j];
                }
                w[i] = sum;
                inner += sum * u[i];
            }
            for (int i = k + 1; i < n; i++) {
                w[i] -= inner * u[i];
            }
            off[k] = reflected(a, k, u);
            for (int i = k + 1; i < n; i++) {
                double[] row = a[i];
                double ui = 2 * u[i];
                double wi = 2 * w[i];
                for (int j = k + 1; j < n; j++) {
                    row[j] -= ui * w[j] + wi * u[j];
                }
            }
        }
        diagonal[n - 1] = a[n - 1][n - 1];
        return product(reflectors, n);
    }

    /** The unit vector that reflects column k below the diagonal onto its first entry, or null if the column is already there. */
    private static double[] reflector(double[][] a, int k) {
        int n = a.length;
        double scale = 0;
        for (int i = k + 2; i < n; i++) {
            scale = Math.max(scale, Math.abs(a[i][k]));
        }
        if (scale == 0) {
            return null;
        }
        scale = Math.max(scale, Math.abs(a[k + 1][k]));
        double norm = 0;
        double[] u = new double[n];
        for (int i = k + 1; i < n; i++) {
            u[i] = a[i][k] / scale;
            norm += u[i] * u[i];
        }
        u[k + 1] += Math.copySign(Math.sqrt(norm), u[k + 1]);
        double length = 0;
        for (int i = k + 1; i < n; i++) {
            length += u[i] * u[i];
        }
        length = Math.sqrt(length);
        for (int i = k + 1; i < n; i++) {
            u[i] /= length;
        }
        return u;
    }

    private static double reflected(double[][] a, int k, double[] u) {
        double inner = 0;
        for (int i = k + 1; i < a.length; i++) {
            inner += u[i] * a[i][k];
        }
        return a[k + 1][k] - 2 * inner * u[k + 1];
    }

    /** The rows of (H₀ H₁ … )ᵀ, by applying the last reflection first. */
    private static double[][] product(double[][] reflectors, int n) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        for (int k = n - 2; k >= 0; k--) {
            double[] u = reflectors[k];
            if (u == null) {
                continue;
            }
            for (int row = k + 1; row < n; row++) {
                double inner = 0;
                for (int j = k + 1; j < n; j++) {
                    inner += q[row][j] * u[j];
                }
                for (int j = k + 1; j < n; j++) {
                    q[row][j] -= 2 * inner * u[j];
                }
            }
        }
        return q;
    }

    /** Implicit QL on each unreduced block; rotates the rows of q along. */
    private static void iterate(double[] d, double[] e, double[][] q) {
        int n = d.length;
        double size = 0;
        for (int i = 0; i < n; i++) {
            size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]));
        }
        for (int low = 0; low < n; low++) {
            for (int step = 0; ; step++) {
                int high = low;
                while (high < n - 1 && Math.abs(e[high]) > negligible(d, high, size)) {
                    high++;
                }
                if (high == low) {
                    break;
                }
                if (step == MOST_STEPS) {
                    throw new ArithmeticException("the eigenvalues do not converge");
                }
                sweep(d, e, q, low, high);
            }
        }
    }

    private static double negligible(double[] d, int at, double size) {
        return Math.max(0x1p-60 * size, 0x1p-52 * (Math.abs(d[at]) + Math.abs(d[at + 1])));
    }

    /** One QL sweep: Givens rotations chase the bulge from the block's lower end to its upper. */
    private static void sweep(double[] d, double[] e, double[][] q, int low, int high) {
        double g = (d[low + 1] - d[low]) / (2 * e[low]);
        double shift = d[low] - e[low] / (g + Math.copySign(Math.hypot(g, 1), g));
        g = d[high] - shift;
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = high - 1; i >= low; i--) {
            double f = s * e[i];
            double b = c * e[i];
            double r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) {
                d[i + 1] -= p;
                e[high] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotate(q[i], q[i + 1], c, s);
        }
        d[low] -= p;
        e[low] = g;
        e[high] = 0;
    }

    private static void rotate(double[] first, double[] second, double c, double s) {
        for (int k = 0; k < first.length; k++) {
            double f = second[k];
            second[k] = s * first[k] + c * f;
            first[k] = c * first[k] - s * f;
        }
    }

    private static SymmetricEigen sorted(double[] values, double[][] vectors) {
        int n = values.length;
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, (x, y) -> Double.compare(values[x], values[y]));
        double[] sortedValues = new double[n];
        double[][] sortedVectors = new double[n][];
        for (int i = 0; i < n; i++) {
            sortedValues[i] = values[order[i]];
            sortedVectors[i] = signed(vectors[order[i]]);
        }
        return new SymmetricEigen(sortedValues, sortedVectors);
    }

    /**
     * Two standardised columns have the vectors (1, ±1)/√2, whose entries have equal magnitude: without the tolerance
     * the sign, and so the learned model, would depend on the last bit of the data.
     */
    private static double[] signed(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            if (Math.abs(entry) > Math.abs(largest) * (1 + TIE)) {
                largest = entry;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
        return vector;
    }
}
