package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.random.RandomStream;

class SymmetricEigenTest {
    private static void assertDecomposes(double[][] a) {
        int n = a.length;
        SymmetricEigen eigen = SymmetricEigen.of(a);
        double size = 1e-300;
        for (double value : eigen.values()) {
            size = Math.max(size, Math.abs(value));
        }
        for (int k = 0; k < n; k++) {
            assertTrue(k == 0 || eigen.values()[k] >= eigen.values()[k - 1], "ascending");
            double[] v = eigen.vectors()[k];
            for (int i = 0; i < n; i++) {
                double product = 0;
                for (int j = 0; j < n; j++) {
                    product += a[i][j] * v[j];
                }
                assertEquals(eigen.values()[k] * v[i], product, 1e-13 * n * size);
            }
            for (int m = 0; m <= k; m++) {
                double inner = 0;
                for (int j = 0; j < n; j++) {
                    inner += v[j] * eigen.vectors()[m][j];
                }
                assertEquals(k == m ? 1 : 0, inner, 1e-13 * n);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 33, 120})
    void randomMatrices(int n) {
        RandomStream random = new RandomStream(n, "eigen");
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = random.normal();
                a[j][i] = a[i][j];
            }
        }
        assertDecomposes(a);
    }

    @Test
    void specialMatrices() {
        assertDecomposes(new double[5][5]);
        double[][] ones = new double[6][6];
        double[][] identity = new double[6][6];
        double[][] graded = new double[6][6];
        for (int i = 0; i < 6; i++) {
            identity[i][i] = 1;
            for (int j = 0; j < 6; j++) {
                ones[i][j] = 1;
                graded[i][j] = Math.pow(10, -2 * (i + j)) * (i == j ? 2 : 1);
            }
        }
        assertDecomposes(ones);
        assertDecomposes(identity);
        assertDecomposes(graded);
        assertDecomposes(new double[][] {{0, 1}, {1, 0}});
        assertDecomposes(new double[][] {{1, 0, 1}, {0, 5, 0}, {1, 0, 1}});
    }

    @Test
    void theSignDoesNotHangOnRounding() {
        for (double r : new double[] {0.3, -0.3, 0.34567, -0.6543210987, 0.1, Math.nextUp(0.1)}) {
            for (double[] vector :
                    SymmetricEigen.of(new double[][] {{1, r}, {r, 1}}).vectors()) {
                assertTrue(vector[0] > 0, "first entry positive for r = " + r);
            }
        }
    }

    /** The second difference matrix has the eigenvalues 2 − 2 cos(kπ/(n+1)). */
    @Test
    void knownEigenvalues() {
        int n = 50;
        double[][] a = new double[n][n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) {
                a[i][i - 1] = -1;
                a[i - 1][i] = -1;
            }
            expected[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (n + 1));
        }
        assertArrayEquals(expected, SymmetricEigen.of(a).values(), 1e-13);
        assertDecomposes(a);
    }
}
