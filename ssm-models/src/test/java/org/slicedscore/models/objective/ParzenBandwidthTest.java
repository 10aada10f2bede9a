package org.slicedscore.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.Init;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;

class ParzenBandwidthTest {
    /** Rows of N(0, scale²·I). */
    private static Init.Source normal(int rows, int d, double scale, long seed) {
        Random data = new Random(seed);
        double[][] values = new double[rows][d];
        for (double[] row : values) {
            for (int j = 0; j < d; j++) {
                row[j] = scale * data.nextGaussian();
            }
        }
        Random random = new Random(1);
        return new Init.Source() {
            @Override
            public double normal() {
                return random.nextGaussian();
            }

            @Override
            public double uniform() {
                return random.nextDouble();
            }

            @Override
            public int rows() {
                return values.length;
            }

            @Override
            public double[] row(int index) {
                return values[index];
            }
        };
    }

    /**
     * In many dimensions a held-out row lies about √(2D) from every centre, so that the likelihood is greatest where Dσ² is
     * nearly the squared distance to the nearest centres: below 2D, and not far below.
     */
    @ParameterizedTest
    @CsvSource({"200, 0.7", "784, 1"})
    void inManyDimensionsItIsTheDistanceBetweenRows(int d, double scale) {
        double sigma = ParzenBandwidth.of(normal(800, d, scale, 5));
        assertTrue(sigma > 1.1 * scale && sigma < Math.sqrt(2) * scale, "D = " + d + ": " + sigma);
    }

    /** In one dimension it is of the order of Silverman's 1.06·n^(−1/5), and shrinks with the number of rows. */
    @Test
    void inOneDimensionItShrinksWithTheRows() {
        double few = ParzenBandwidth.of(normal(60, 1, 1, 2));
        double many = ParzenBandwidth.of(normal(3000, 1, 1, 2));
        assertTrue(many < few, few + " and " + many);
        assertTrue(many > 0.05 && many < 0.6, "sigma " + many);
    }

    @Test
    void itFollowsTheUnitOfTheRows() {
        double one = ParzenBandwidth.of(normal(300, 3, 1, 7));
        assertEquals(10 * one, ParzenBandwidth.of(normal(300, 3, 10, 7)), 0.02 * one);
    }

    @Test
    void rowsAreNeededAndHaveToDiffer() {
        assertThrows(SsmException.class, () -> ParzenBandwidth.of(normal(1, 2, 1, 1)));
        assertThrows(SsmException.class, () -> ParzenBandwidth.of(normal(9, 2, 0, 1)));
    }

    @Test
    void onlyAutoIsSettled() {
        DenoisingScoreMatching dsm = new DenoisingScoreMatching();
        Options auto = Options.parse("objective", dsm.options(), Map.of("sigma", "auto"));
        Map<String, String> settled = dsm.settle(auto, normal(100, 2, 1, 3));
        assertEquals(1, settled.size());
        assertTrue(Double.parseDouble(settled.get("sigma")) > 0);
        assertEquals(Map.of(), dsm.settle(Options.defaults(dsm.options()), normal(100, 2, 1, 3)));
        assertEquals("auto", auto.toMap().get("sigma"));
        assertTrue(assertThrows(SsmException.class, () -> dsm.smoothing(auto))
                .getMessage()
                .contains("auto"));
    }
}
