package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.slicedscore.data.prep.DiagnosticsTest.all;
import static org.slicedscore.data.prep.DiagnosticsTest.normal;
import static org.slicedscore.data.prep.DiagnosticsTest.table;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;

/** The distribution of what is added to rows, which are more than one piece of work. */
class SpreadingTest {
    private static final int N = 5000;
    private static final IntToDoubleFunction A = normal(0);
    private static final IntToDoubleFunction C = normal(2);

    private static PrepareOptions options(double noise) {
        return new PrepareOptions(
                Optional.of(Scaling.NONE), Dequantize.AUTO, OptionalDouble.of(noise), Outliers.KEEP, 3);
    }

    private static double moment(double[] values, int power) {
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    private static double[] column(double[] rows, int width, int j) {
        return IntStream.range(0, rows.length / width)
                .mapToDouble(i -> rows[i * width + j])
                .toArray();
    }

    /** Whole numbers 0 to 19 become uniform within ±1 of themselves; the smooth column beside them stays. */
    @Test
    void countsAreSpreadUniformly() {
        Table table = table(N, A, i -> i % 20);
        Preprocessing fitted = Preparation.fit(table, all(table), options(0)).preprocessing();
        double[] spread = fitted.spread(table.values(), all(table));
        double[] moved = new double[N];
        for (int i = 0; i < N; i++) {
            assertEquals(table.values()[2 * i], spread[2 * i]);
            moved[i] = spread[2 * i + 1] - i % 20;
            assertTrue(Math.abs(moved[i]) <= 1);
        }
        // the moments of U(−1, 1), within five standard errors
        assertEquals(0, moment(moved, 1), 5 * Math.sqrt(1 / 3.0 / N));
        assertEquals(1 / 3.0, moment(moved, 2), 5 * Math.sqrt(4 / 45.0 / N));
        assertEquals(0.2, moment(moved, 4), 5 * Math.sqrt((1 / 9.0 - 0.04) / N));
        for (int i = 1; i < N; i++) {
            assertNotEquals(moved[i - 1], moved[i]);
        }
    }

    /** Noise is normal with the standard deviation asked for, in each coordinate its own. */
    @Test
    void noiseIsNormal() {
        Table table = table(N, A, C);
        Preprocessing fitted = Preparation.fit(table, all(table), options(0.3)).preprocessing();
        double[] added = fitted.spread(table.values(), all(table));
        for (int k = 0; k < added.length; k++) {
            added[k] -= table.values()[k];
        }
        for (int j = 0; j < 2; j++) {
            double[] one = column(added, 2, j);
            assertEquals(0, moment(one, 1), 5 * 0.3 / Math.sqrt(N));
            assertEquals(0.09, moment(one, 2), 5 * 0.09 * Math.sqrt(2.0 / N));
            assertEquals(3 * 0.0081, moment(one, 4), 5 * 0.0081 * Math.sqrt(96.0 / N));
        }
        double[] product = new double[N];
        for (int i = 0; i < N; i++) {
            product[i] = added[2 * i] * added[2 * i + 1];
        }
        assertEquals(0, moment(product, 1), 5 * 0.09 / Math.sqrt(N));
    }

    /** A missing number is spread as the column is, about its median; the mark beside it says that it is missing. */
    @Test
    void missingNumbersAreSpreadAsTheColumnIs() {
        Table table = table(N, A, i -> i % 3 == 0 ? Double.NaN : 10 + 2 * C.applyAsDouble(i));
        Preprocessing fitted = Preparation.fit(table, all(table), options(0)).preprocessing();
        int width = fitted.dim();
        double[] spread = fitted.spread(table.values(), all(table));
        double[] stood = IntStream.range(0, N)
                .filter(i -> i % 3 == 0)
                .mapToDouble(i -> spread[i * width + 1])
                .toArray();
        double median =
                Preparation.fit(table, all(table), options(0)).preprocessing().toModel(new double[] {0, Double.NaN})[1];
        assertEquals(10, median, 0.1);
        double mean = moment(stood, 1);
        double sd = Math.sqrt(moment(stood, 2) - mean * mean);
        assertEquals(median, mean, 5 * sd / Math.sqrt(stood.length));
        assertEquals(2, sd, 0.15);
        for (int i = 0; i < N; i++) {
            if (i % 3 != 0) {
                assertEquals(table.values()[2 * i + 1], spread[i * width + 1]);
            }
        }
    }
}
