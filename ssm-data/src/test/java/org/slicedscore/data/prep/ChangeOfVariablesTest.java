package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.slicedscore.data.prep.DiagnosticsTest.all;
import static org.slicedscore.data.prep.DiagnosticsTest.normal;
import static org.slicedscore.data.prep.DiagnosticsTest.table;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slicedscore.data.Table;

/** Densities and scores through a map that is not linear, in every row of more than one piece of work, by differences. */
class ChangeOfVariablesTest {
    private static final int N = 3000;
    private static final int DIM = 2;
    private static final IntToDoubleFunction A = normal(0);
    private static final IntToDoubleFunction B = normal(1);

    /** One row in forty lies up to a thousand spreads out, so the map bends. */
    private static Table heavy() {
        IntToDoubleFunction far = i -> i % 40 == 7 ? 40 + i : 1;
        return table(
                N,
                i -> 5 + A.applyAsDouble(i) * far.applyAsDouble(i),
                i -> A.applyAsDouble(i) + 0.5 * B.applyAsDouble(i));
    }

    private static double logDensity(Preprocessing map, double[] x) {
        double sum = map.logDetJacobian(x)[0];
        for (double z : map.toModel(x)) {
            sum -= 0.5 * z * z;
        }
        return sum;
    }

    private static double[] moved(double[] x, int j, double by) {
        double[] out = x.clone();
        out[j] += by;
        return out;
    }

    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"STANDARDIZE", "WHITEN"})
    void byDifferences(Scaling scaling) {
        Table table = heavy();
        Preprocessing map = Preparation.fit(table, all(table), PrepareOptions.automatic(scaling, 1))
                .preprocessing();
        double[] all = table.values();
        double[] z = map.toModel(all);
        double[] logDet = map.logDetJacobian(all);
        double[] scores = Arrays.stream(z).map(value -> -value).toArray();
        double[] original = map.scoreToOriginal(all, scores);
        float[] rounded = map.at(all).toModel();
        double[] back = map.scoreToModel(all, original);
        int bent = 0;
        int kinks = 0;
        for (int i = 0; i < N; i += i % 40 == 7 ? 1 : 3) {
            double[] x = Arrays.copyOfRange(all, i * DIM, (i + 1) * DIM);
            double[][] j = new double[DIM][];
            for (int c = 0; c < DIM; c++) {
                double h = 1e-5 * Math.max(1, Math.abs(x[c]));
                double[] up = map.toModel(moved(x, c, h));
                double[] down = map.toModel(moved(x, c, -h));
                j[c] = new double[] {(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)};
                double here = logDensity(map, x);
                double right = (logDensity(map, moved(x, c, h)) - here) / h;
                double left = (here - logDensity(map, moved(x, c, -h))) / h;
                double slope = (right + left) / 2;
                if (Math.abs(right - left) > 0.1) {
                    kinks++;
                } else {
                    assertEquals(slope, original[i * DIM + c], 1e-5 * Math.max(1, Math.abs(slope)));
                }
                double score = scores[i * DIM + c];
                assertEquals(score, back[i * DIM + c], 1e-9 * Math.max(1, Math.abs(score)));
                assertEquals((float) z[i * DIM + c], rounded[i * DIM + c]);
            }
            double det = Math.log(Math.abs(j[0][0] * j[1][1] - j[0][1] * j[1][0]));
            assertEquals(det, logDet[i], 1e-4);
            bent += Math.abs(logDet[i] - logDet[0]) > 1 ? 1 : 0;
        }
        assertTrue(bent >= 30, bent + " rows beyond the reach");
        assertTrue(kinks <= 4, kinks + " rows where the map bends");
    }

    /** The centre lies towards smaller values for a row above it, and the other way round. */
    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"STANDARDIZE", "WHITEN"})
    void towardsTheCentre(Scaling scaling) {
        Table table = heavy();
        Preprocessing map = Preparation.fit(table, all(table), PrepareOptions.automatic(scaling, 1))
                .preprocessing();
        Preprocessing.Rows rows = map.at(new double[] {9, -4, 1, 4});
        assertEquals(-1, rows.towardsCentre(0, 0));
        assertEquals(1, rows.towardsCentre(0, 1));
        assertEquals(1, rows.towardsCentre(1, 0));
        assertEquals(-1, rows.towardsCentre(1, 1));
    }
}
