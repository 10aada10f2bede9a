package org.slicedscore.engine.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.testplugins.TestSource;

class StepBenchmarkTest {
    /** All threads are counted, and those that run the tests allocate some kilobytes meanwhile: far less than an object a step. */
    private static final double MOST_BYTES = 1 << 16;

    @TempDir
    private Path folder;

    private StepReport run(Map<String, String> settings, double seconds) {
        return run(settings, 6, seconds);
    }

    private StepReport run(Map<String, String> settings, int dim, double seconds) {
        return StepBenchmark.run(settings, dim, BenchOptions.of(seconds), TestSource.smallCatalog(folder));
    }

    @Test
    void countsWhatThePlanExecutes() {
        StepReport r = run(Map.of("backend", "reference", "batch-size", "4", "model.hidden", "3"), 0.05);
        assertEquals("mlp-energy", r.model());
        assertEquals("3", r.hidden());
        assertEquals(3 * 6 + 3 + 3 + 1, r.parameters());
        assertTrue(r.minMs() <= r.medianMs() && r.medianMs() <= r.p90Ms(), r::toString);
        assertTrue(r.steps() >= 5 && r.gflopPerStep() > 0, r::toString);
        assertEquals(r.gflopPerStep() / (r.medianMs() * 1e-3), r.gflops(), 1e-12);
        assertTrue(Double.isFinite(r.loss()));
    }

    /**
     * After warming up neither the host's side of a step nor a worker allocates: of a small network, and of one whose weights are
     * large enough for products that share them, in pieces of k.
     */
    @ParameterizedTest
    @CsvSource({"6, 64", "300, 300"})
    void aStepOfTheVectorBackendAllocatesNothing(int dim, String hidden) {
        Map<String, String> settings = Map.of(
                "backend", "simd", "threads", "2", "batch-size", "64", "model.hidden", hidden, "projections", "2");
        StepReport r = run(settings, dim, 1);
        // on a busy machine the JIT compiler needs longer, and the warm-up is in proportion to the seconds
        for (double seconds = 2; seconds <= 8 && allocated(r) >= MOST_BYTES; seconds *= 2) {
            r = run(settings, dim, seconds);
        }
        assertTrue(allocated(r) < MOST_BYTES, r::toString);
        assertEquals(StepReport.State.SETTLED, r.warmUp().state());
        assertEquals(2, r.threads());
    }

    private static double allocated(StepReport r) {
        return r.bytesAllocatedPerStep() * r.steps();
    }

    /** Random rows have nothing to learn: at any rate but 0 the loss falls without bound. */
    @Test
    void theNetworkStaysAsItIsUnlessARateIsGiven() {
        Map<String, String> settings = Map.of("backend", "reference", "batch-size", "4", "model.hidden", "16");
        StepReport fixed = run(settings, 0.05);
        assertEquals(0, fixed.learningRate());
        assertTrue(Math.abs(fixed.loss()) < 10, fixed::toString);
        // how many steps are run depends on the machine, and the loss of a ruined network can pass 0: the worst of five
        BenchOptions learning = new BenchOptions(0.05, 0.1, 1, false);
        double worst = 0;
        for (int i = 0; i < 5; i++) {
            StepReport ruined = StepBenchmark.run(settings, 6, learning, TestSource.smallCatalog(folder));
            assertEquals(0.1, ruined.learningRate());
            worst = Double.isNaN(ruined.loss()) ? Double.POSITIVE_INFINITY : Math.max(worst, Math.abs(ruined.loss()));
        }
        assertTrue(worst > 1000, "loss " + worst);
    }

    @Test
    void scaledWeightsSaturateUnits() {
        Map<String, String> settings = Map.of("backend", "simd", "batch-size", "16", "model.hidden", "32");
        BenchOptions options = new BenchOptions(0.05, 0, 100, false);
        StepReport r = StepBenchmark.run(settings, 6, options, TestSource.smallCatalog(folder));
        assertEquals(100, r.weightScale());
        assertTrue(Double.isFinite(r.loss()) && Math.abs(r.loss()) > 1000, r::toString);
    }

    @Test
    void ofTheVectorBackendThePeakIsMeasuredToo() {
        StepReport r = run(Map.of("backend", "simd", "threads", "2", "model.hidden", "64"), 0.05);
        // two threads have twice the peak of one, unless other programs keep a core busy
        assertTrue(r.peak().one() > 0 && r.peak().all() > 0, r::toString);
        assertEquals(r.gflops() / r.peak().all(), r.shareOfPeak());
        StepReport scalar = run(Map.of("backend", "reference", "model.hidden", "4"), 0.05);
        assertTrue(scalar.peak() == null && Double.isNaN(scalar.shareOfPeak()), scalar::toString);
    }

    @Test
    void optionsOutsideOfTheirRange() {
        assertThrows(SsmException.class, () -> new BenchOptions(1, -1e-3, 1, false));
        assertThrows(SsmException.class, () -> new BenchOptions(1, Double.NaN, 1, false));
        assertThrows(SsmException.class, () -> new BenchOptions(1, 0, 0, false));
    }

    @Test
    void aProfileAccountsForEveryInstruction() {
        for (String backend : List.of("reference", "simd")) {
            Map<String, String> settings = Map.of("backend", backend, "batch-size", "32", "model.hidden", "16");
            StepReport r =
                    StepBenchmark.run(settings, 6, new BenchOptions(0.05, 0, 1, true), TestSource.smallCatalog(folder));
            Profile p = r.profile();
            assertEquals(1, p.lines().stream().mapToDouble(Profile.Line::share).sum(), 1e-9);
            double gflop = p.lines().stream()
                    .mapToDouble(l -> l.gflops() * l.microseconds() * 1e-6)
                    .sum();
            assertEquals(r.gflopPerStep(), gflop, 1e-9 * gflop);
            assertEquals(backend.equals("simd"), p.peak().isPresent());
        }
    }

    /** log p̃ of a 6-3-1 net for 4 rows: (6·3 + 3) multiply-adds a row; every objective costs a multiple of that. */
    @Test
    void aForwardPassIsTheModelsValueAlone() {
        Map<String, String> settings =
                Map.of("backend", "reference", "batch-size", "4", "model.hidden", "3", "objective", "forward");
        StepReport r = run(settings, 0.1);
        assertEquals("forward", r.objective());
        assertEquals(2e-9 * 4 * (6 * 3 + 3), r.gflopPerStep(), 1e-15);
        assertEquals(3 * 6 + 3 + 3 + 1, r.parameters());
        assertTrue(Double.isFinite(r.loss()));
    }

    @Test
    void aForwardPassHasNoObjectiveToSetOptionsOf() {
        Map<String, String> settings = Map.of("objective", "forward", "objective.sigma", "1");
        SsmException e = assertThrows(SsmException.class, () -> run(settings, 0.1));
        assertTrue(e.getMessage().contains("objective.sigma"), e::getMessage);
    }

    @Test
    void sizesThatMakeNoSense() {
        assertThrows(SsmException.class, () -> run(Map.of("backend", "reference"), 0));
        assertThrows(
                SsmException.class,
                () -> StepBenchmark.run(Map.of(), 0, BenchOptions.of(1), TestSource.smallCatalog(folder)));
    }
}
