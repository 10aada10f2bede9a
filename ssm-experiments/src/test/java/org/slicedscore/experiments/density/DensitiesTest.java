package org.slicedscore.experiments.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.experiments.paper.Bench;

class DensitiesTest {
    private static final String BANANA = "synthetic:banana";

    @TempDir
    Path folder;

    private final Densities experiment = new Densities();

    private static Map<String, String> options(String parts, String methods) {
        return Map.of(
                "parts", parts, "methods", methods, "synthetic", "", "rows", "800", "steps", "1200", "folder", "");
    }

    private ExperimentResults run(Setup setup, Bench bench) {
        List<ExperimentResults.Row> rows = new ArrayList<>();
        for (Cell cell : experiment.plan(setup)) {
            rows.add(bench.run(experiment, cell));
        }
        return new ExperimentResults(setup, rows);
    }

    @Test
    void theDefaultComesCloseToABananaAndAGaussianDoesNot() {
        Setup setup = Bench.setup(experiment, List.of(BANANA), options("likelihood", "default"));
        Bench bench = new Bench(setup, folder);
        ExperimentResults results = run(setup, bench);
        double truth = results.where("method", "peers").getFirst().number("truth");
        double learned = results.where("method", "default").getFirst().number("default");
        double gaussian = results.where("method", "peers").getFirst().number("gaussian");
        double kernels = results.where("method", "peers").getFirst().number("kernel-density");
        assertTrue(truth - learned < 0.15, "divergence " + (truth - learned));
        assertTrue(truth - gaussian > 0.5, "divergence of a Gaussian " + (truth - gaussian));
        assertTrue(truth - kernels < 0.3, "divergence of a kernel density " + (truth - kernels));
        experiment.report(results, bench);
        assertTrue(bench.text.stream().anyMatch(line -> line.startsWith("banana | 800 | 2 | ")), bench.text.toString());
        assertTrue(
                bench.text.stream().anyMatch(line -> line.matches("default \\| [01] of 1 \\| 0 \\| .*")),
                bench.text.toString());
        Figure.Maps maps = (Figure.Maps) bench.figures.getFirst();
        assertEquals(3, maps.maps().size());
        // learned and true densities are dark in the same places; a map upside down would differ by more than the sum
        float[] wanted = maps.maps().get(0).shades();
        float[] found = maps.maps().get(1).shades();
        double difference = 0;
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            difference += Math.abs(wanted[i] - found[i]);
            sum += wanted[i];
        }
        assertTrue(difference < 0.7 * sum, difference + " of " + sum);
    }

    @Test
    void rowsOfTheDefaultHaveTheWeightsOfTheModes() {
        Setup setup = Bench.setup(experiment, List.of(), options("weights", ""));
        Bench bench = new Bench(setup, folder);
        ExperimentResults results = run(setup, bench);
        double[] shares = results.rows().getFirst().numbers("shares");
        assertEquals(1, Arrays.stream(shares).sum(), 1e-9);
        for (int k = 0; k < shares.length; k++) {
            assertEquals(ModeWeights.weight(k), shares[k], 0.03, Arrays.toString(shares));
        }
        experiment.report(results, bench);
        assertEquals(8, bench.text.stream().filter(line -> line.endsWith(" %")).count());
    }

    @Test
    void theConditionalDensityIntegratesToOne() {
        for (double[] given : Conditioned.SHOWN) {
            int n = 400;
            Plane plane = new Plane(-4, 5, -5, 5);
            double[] rows = plane.grid(n, given);
            double sum = 0;
            for (int i = 0; i < n * n; i++) {
                sum += Math.exp(Conditioned.logDensity(Arrays.copyOfRange(rows, 4 * i, 4 * i + 4)));
            }
            assertEquals(1, sum * 9 * 10 / n / n, 1e-6);
        }
    }

    @Test
    void aTableIsItsDistinctRows() {
        Setup setup = Bench.setup(experiment, List.of(), Map.of());
        assertEquals(
                1359,
                DensitySet.read("builtin:redwine", 4000, 1, setup.catalog())
                        .table()
                        .rows());
        assertEquals(
                500,
                DensitySet.read("builtin:redwine", 500, 1, setup.catalog())
                        .table()
                        .rows());
    }

    @Test
    void setsAndMethodsAreNamed() {
        Setup setup = Bench.setup(experiment, List.of(BANANA, BANANA), options("likelihood", "default,ssm"));
        assertEquals(
                List.of("banana-peers-1", "banana-default-1", "banana-ssm-1", "banana-2-peers-1"),
                experiment.plan(setup).stream().map(Cell::id).limit(4).toList());
        Setup unknown = Bench.setup(experiment, List.of(BANANA), options("likelihood", "dsm"));
        SsmException refused = assertThrows(SsmException.class, () -> experiment.plan(unknown));
        assertTrue(refused.getMessage().contains("default, ssm-vr"), refused.getMessage());
    }
}
