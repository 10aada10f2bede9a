package org.slicedscore.models.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.check.CheckReport;
import org.slicedscore.engine.check.GoldenCheck;

/** The check itself, on a Gaussian in one dimension whose numbers are known by hand: s = −f²(x−m), H = −f². */
class GoldenCheckTest {
    private static final double M = 0.5;
    private static final double F = 1.5;
    private static final double[] X = {-1, 0.25, 2};
    private static final double[] V = {1, -1, 2};

    @TempDir
    Path folder;

    private final Map<String, String> metadata = new LinkedHashMap<>(Map.of("kind", "gaussian", "sigma", "0.5"));
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @BeforeEach
    void byHand() {
        int n = X.length;
        double[] density = new double[n];
        double[] score = new double[n];
        double[] slope = new double[n];
        double[] form = new double[n];
        double[] trace = new double[n];
        double loss = 0;
        double slopeOfLoss = 0;
        for (int i = 0; i < n; i++) {
            double z = X[i] - M;
            density[i] = -0.5 * F * F * z * z;
            score[i] = -F * F * z;
            slope[i] = V[i] * score[i];
            form[i] = -V[i] * V[i] * F * F;
            trace[i] = -F * F;
            loss += (-F * F + 0.5 * score[i] * score[i]) / n;
            slopeOfLoss += (-2 * F + 2 * F * F * F * z * z) / n;
        }
        put("x", X, n, 1);
        put("v", V, 1, n, 1);
        put("eps", new double[] {0.1, -2, 0.7}, n, 1);
        put("param.mean", new double[] {M}, 1);
        put("param.precision_factor", new double[] {F}, 1, 1);
        put("log_density", density, n);
        put("score", score, n, 1);
        put("vs", slope, 1, n);
        put("vhv", form, 1, n);
        put("trace", trace, n);
        put("loss.sm", new double[] {loss}, 1);
        put("grad.sm.precision_factor", new double[] {slopeOfLoss}, 1, 1);
    }

    private void put(String name, double[] values, long... shape) {
        tensors.put(name, Tensor.ofDoubles(values, shape));
    }

    private CheckReport check() {
        Safetensors.write(folder.resolve("a.safetensors"), new TensorFile(metadata, tensors));
        return checkFolder();
    }

    private CheckReport checkFolder() {
        ReferenceBackendProvider provider = new ReferenceBackendProvider();
        try (Backend backend = provider.open(provider.probe().devices().get(0), BackendSettings.DEFAULT)) {
            return GoldenCheck.run(
                    folder,
                    "reference",
                    backend,
                    GoldenTest.installed(Model.class),
                    GoldenTest.installed(Objective.class));
        }
    }

    private CheckReport.Case failed(CheckReport report) {
        assertEquals(1, report.failed(), report.cases().toString());
        return report.cases().stream().filter(c -> !c.pass()).findFirst().orElseThrow();
    }

    @Test
    void rightNumbersPass() {
        CheckReport report = check();
        assertEquals(7, report.passed(), report.toString());
        assertEquals(0, report.failed(), report.toString());
        assertEquals(0, report.skipped().size(), report.toString());
    }

    @Test
    void aSmallErrorFailsThatTensorAlone() {
        double[] score = tensors.get("score").toDoubles();
        score[1] += 1e-8;
        put("score", score, 3, 1);
        CheckReport.Case c = failed(check());
        assertEquals("score", c.tensor());
        assertEquals(1e-8, c.maxAbsError(), 1e-12);
        assertEquals(1e-8 / Arrays.stream(score).map(Math::abs).max().orElseThrow(), c.maxRelError(), 1e-12);
    }

    @Test
    void notANumberFails() {
        put("trace", new double[] {-F * F, Double.NaN, -F * F}, 3);
        assertEquals("trace", failed(check()).tensor());
    }

    @Test
    void expectedTensorsMayBeMissing() {
        tensors.remove("vhv");
        tensors.remove("eps");
        assertEquals(6, check().passed());
    }

    @Test
    void aMissingDirectionFailsWhatNeedsIt() {
        tensors.remove("v");
        CheckReport report = check();
        assertEquals(2, report.failed(), report.toString());
        assertEquals(5, report.passed(), report.toString());
        report.cases().stream()
                .filter(c -> !c.pass())
                .forEach(c -> assertTrue(c.message().contains("no tensor 'v'"), c.message()));
    }

    @Test
    void aMissingOrExtraParameterFailsTheFile() {
        Tensor mean = tensors.remove("param.mean");
        assertTrue(failed(check()).message().contains("param.mean"));
        tensors.put("param.mean", mean);
        put("param.scale", new double[] {1}, 1);
        assertTrue(failed(check()).message().contains("param.scale"));
    }

    @Test
    void aParameterOfAnotherShapeFailsTheFile() {
        put("param.mean", new double[] {1, 2}, 2);
        assertTrue(failed(check()).message().contains("[2]"));
    }

    @Test
    void whatIsNotInstalledOrNotKnownIsSkippedWithAReason() {
        put("loss.other", new double[] {1}, 1);
        put("something", new double[] {1}, 1);
        CheckReport report = check();
        assertEquals(0, report.failed(), report.toString());
        assertEquals(2, report.skipped().size(), report.toString());
        metadata.put("kind", "nothing");
        assertTrue(check().skipped().get(0).reason().contains("model 'nothing' is not installed"));
    }

    @Test
    void foreignAndTruncatedFilesAreFailedCases() throws IOException {
        check();
        Path good = folder.resolve("a.safetensors");
        byte[] bytes = Files.readAllBytes(good);
        Files.write(folder.resolve("b.safetensors"), Arrays.copyOf(bytes, bytes.length - 5));
        Files.write(folder.resolve("c.safetensors"), "rows,columns\n1,2\n".getBytes());
        Files.write(folder.resolve("d.safetensors"), new byte[0]);
        metadata.remove("kind");
        Safetensors.write(folder.resolve("e.safetensors"), new TensorFile(metadata, tensors));
        CheckReport report = checkFolder();
        assertEquals(7, report.passed(), report.toString());
        assertEquals(4, report.failed(), report.toString());
        report.cases().stream().filter(c -> !c.pass()).forEach(c -> {
            assertEquals("", c.tensor());
            assertTrue(c.message().lines().count() == 1, c.message());
        });
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertThrows(SsmException.class, this::checkFolder);
    }

    @Test
    void curvatureThatIsRefusedIsSkippedAndTheRestCompared() {
        metadata.putAll(Map.of("kind", "mlp-score", "hidden", "[1]", "act", "relu"));
        tensors.keySet().removeIf(name -> !name.equals("x") && !name.equals("v") && !name.equals("trace"));
        put("param.net.0.weight", new double[] {1}, 1, 1);
        put("param.net.0.bias", new double[] {0}, 1);
        put("param.net.1.weight", new double[] {-2}, 1, 1);
        put("param.net.1.bias", new double[] {0.5}, 1);
        put("score", new double[] {0.5, 0, -3.5}, 3, 1);
        CheckReport report = check();
        assertEquals(1, report.passed(), report.toString());
        assertEquals(0, report.failed(), report.toString());
        assertTrue(report.skipped().get(0).reason().contains("relu"));
    }
}
