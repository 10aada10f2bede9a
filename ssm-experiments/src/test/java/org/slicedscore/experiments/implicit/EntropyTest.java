package org.slicedscore.experiments.implicit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.experiments.paper.Bench;

class EntropyTest {
    private static final int REPEATS = 400;

    @TempDir
    private Path folder;

    private final Implicit experiment = new Implicit();
    private final Setup setup = Bench.setup(experiment, List.of(), Map.of("parts", "entropy"));

    @Test
    void theGradientIsThatOfTheDeterminant() {
        double[][] g = EntropyCells.gradient();
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                double product = 0;
                for (int j = 0; j < 3; j++) {
                    product += g[i][j] * EntropyCells.FACTOR[k][j];
                }
                assertEquals(i == k ? 1 : 0, product, 1e-12);
            }
        }
    }

    /** d = 1: S = A²T with N·T ~ χ²(N−1), so that 1/T has the moments of an inverse χ². */
    @Test
    void inOneDimensionTheTheoryIsThatOfTheInverseChiSquare() {
        int n = 20;
        EntropyTheory theory = new EntropyTheory(new double[][] {{0.5}}, n, 1_000_000_000, 0, 0, 1);
        assertEquals(0.5 * n / (n - 3.0), theory.mean(0, 0), 1e-12);
        double nu = n - 1.0;
        assertEquals(0.25 * n * n * 2 / ((nu - 2) * (nu - 2) * (nu - 4)), theory.learned(0, 0), 1e-12);
        assertEquals(theory.learned(0, 0), theory.variance(0, 0), 1e-8);
    }

    @Test
    void biasAndVarianceAreThoseOfTheory() {
        List<Cell> cells = experiment.plan(setup);
        assertEquals(6, cells.size());
        double worst = 0;
        for (Cell planned : cells) {
            Map<String, String> settings = new LinkedHashMap<>(planned.settings());
            settings.put("repeats", Integer.toString(REPEATS));
            Cell cell = new Cell(planned.id(), settings, 1);
            ExperimentResults.Row row = new Bench(setup, folder).run(experiment, cell);
            EntropyTheory theory = EntropyCells.theory(cell);
            double[] means = row.numbers("mean");
            double[] variances = row.numbers("variance");
            double[] errors = row.numbers("variance_se");
            for (int i = 0; i < 9; i++) {
                double error = Math.sqrt(theory.variance(i / 3, i % 3) / REPEATS);
                double z = (means[i] - theory.mean(i / 3, i % 3)) / error;
                double zv = (variances[i] - theory.variance(i / 3, i % 3)) / errors[i];
                assertTrue(Math.abs(z) < 4, cell.id() + ", mean of entry " + i + ": " + z + " errors away");
                assertTrue(Math.abs(zv) < 4.5, cell.id() + ", variance of entry " + i + ": " + zv + " errors away");
                worst = Math.max(worst, Math.abs(z));
            }
        }
        assertTrue(worst > 1, "108 numbers that all agree too well: " + worst);
    }
}
