package org.slicedscore.models.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.engine.check.CheckReport;
import org.slicedscore.engine.check.GoldenCheck;

/** The golden vectors on every backend that is available here. */
class GoldenTest {
    private static final Path GOLDEN = Path.of(System.getProperty("ssm.root"), "ssm-engine", "src", "test", "golden");

    static <T extends Plugin> Function<String, Optional<T>> installed(Class<T> kind) {
        return id -> ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.id().equals(id))
                .findFirst();
    }

    private static CheckReport check(BackendProvider provider, Path path) {
        try (Backend backend = provider.open(provider.probe().devices().get(0), BackendSettings.DEFAULT)) {
            return GoldenCheck.run(path, provider.id(), backend, installed(Model.class), installed(Objective.class));
        }
    }

    /** With the number of tensors there are to compare, so that nothing is left out unnoticed. */
    @ParameterizedTest
    @CsvSource({
        "gaussian-d3, 17",
        "gmm-d2-k3, 21",
        "mlp-energy-tanh-d5, 33",
        "mlp-energy-softplus-d11, 41",
        "mlp-score-tanh-d5, 32",
        "nice-d8, 109",
        "dkef-d3, 110",
        "noise-score-d4, 48",
        "noise-energy-d4, 49",
        "unet-score-d12, 128",
        "conv-energy-d12, 26"
    })
    void everyTensorAgreesOnEveryBackend(String file, int tensors) {
        Set<String> compared = new HashSet<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (!provider.probe().isAvailable()) {
                continue;
            }
            compared.add(provider.id());
            CheckReport report = check(provider, GOLDEN.resolve(file + ".safetensors"));
            assertEquals(tensors, report.cases().size(), provider.id() + ": cases of " + file);
            assertEquals(0, report.skipped().size(), provider.id() + ": " + report.skipped());
            assertEquals(
                    "",
                    report.cases().stream()
                            .filter(c -> !c.pass())
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")));
        }
        assertTrue(compared.containsAll(Set.of("reference", "simd")), compared.toString());
    }

    @Test
    void doublePrecisionIsHeldToItsOwnTolerance() {
        BackendProvider reference =
                installed(BackendProvider.class).apply("reference").orElseThrow();
        CheckReport report = check(reference, GOLDEN);
        assertTrue(report.passed() > 100);
        assertEquals(0, report.failed(), () -> report.cases().toString());
        report.cases().forEach(c -> assertEquals(GoldenCheck.DOUBLE_TOLERANCE, c.tolerance()));
    }
}
