package org.slicedscore.engine.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainDiagnosticsTest {
    /** x_t = φ x_{t−1} + √(1−φ²) ξ_t, begun in its stationary distribution. */
    private static double[][] autoregressive(int chains, int draws, double phi, double shift) {
        Random random = new Random(3);
        double[][] x = new double[chains][draws];
        for (int c = 0; c < chains; c++) {
            double at = random.nextGaussian();
            for (int t = 0; t < draws; t++) {
                at = phi * at + Math.sqrt(1 - phi * phi) * random.nextGaussian();
                x[c][t] = at + (c % 2 == 0 ? shift : 0);
            }
        }
        return x;
    }

    /** Of N draws with autocorrelation φᵏ, N (1 − φ) / (1 + φ) independent ones are as good. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9})
    void effectiveSizeOfAnAutoregression(double phi) {
        ChainDiagnostics d = ChainDiagnostics.of(autoregressive(20, 2000, phi, 0));
        double expected = 40_000 * (1 - phi) / (1 + phi);
        assertEquals(expected, d.effectiveSize(), 0.15 * expected);
        assertEquals(1, d.rHat(), 0.01);
    }

    @Test
    void rHatOfChainsThatSitApart() {
        // between-chain variance s²/4 · m/(m−1) beside a variance of 1 within: √(1 + B) by its definition
        double[][] x = autoregressive(40, 4000, 0, 2);
        double between = 1.0 * 40 / 39;
        assertEquals(Math.sqrt(1 + between), ChainDiagnostics.splitRHat(x), 0.02);
        assertTrue(ChainDiagnostics.of(x).rHat() > 1.3);
    }

    /** Equal means and unequal spreads: only the distances from the median tell. */
    @Test
    void rHatSeesUnequalSpreads() {
        double[][] x = autoregressive(10, 1000, 0, 0);
        for (int c = 0; c < x.length; c += 2) {
            for (int t = 0; t < x[c].length; t++) {
                x[c][t] *= 5;
            }
        }
        assertEquals(1, ChainDiagnostics.splitRHat(x), 0.01);
        assertTrue(ChainDiagnostics.of(x).rHat() > 1.2);
    }

    /** A trend within each chain, alike in all of them, shows between the halves. */
    @Test
    void rHatSeesATrend() {
        double[][] x = autoregressive(10, 1000, 0, 0);
        for (double[] chain : x) {
            for (int t = 0; t < chain.length; t++) {
                chain[t] += 3.0 * t / chain.length;
            }
        }
        assertTrue(ChainDiagnostics.of(x).rHat() > 1.1);
    }

    @Test
    void tooFewDrawsSayNothing() {
        ChainDiagnostics d = ChainDiagnostics.of(new double[][] {{1, 2, 3}, {2, 3, 4}});
        assertTrue(Double.isNaN(d.rHat()) && Double.isNaN(d.effectiveSize()));
    }

    /** Against quantiles to ten digits, from tables. */
    @Test
    void normalQuantiles() {
        assertEquals(0, NormalQuantile.of(0.5), 1e-12);
        assertEquals(1.9599639845, NormalQuantile.of(0.975), 2e-7);
        assertEquals(-2.3263478740, NormalQuantile.of(0.01), 3e-7);
        assertEquals(-4.7534243088, NormalQuantile.of(1e-6), 1e-6);
    }

    @Test
    void resamplingFollowsTheWeights() {
        double[] logs = {Math.log(1), Math.log(5), Math.log(2), Double.NEGATIVE_INFINITY};
        int[] count = new int[4];
        int trials = 1000;
        for (int i = 0; i < trials; i++) {
            for (int k : Resampling.systematic(logs, (i + 0.5) / trials)) {
                count[k]++;
            }
        }
        assertEquals(4 * trials / 8.0, count[0], 2);
        assertEquals(4 * trials * 5 / 8.0, count[1], 2);
        assertEquals(0, count[3]);
        assertEquals(64.0 / 30, Resampling.effectiveSize(logs), 1e-12);
    }
}
