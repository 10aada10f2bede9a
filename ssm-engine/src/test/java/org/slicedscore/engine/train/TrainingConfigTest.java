package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.setting.Setting;

class TrainingConfigTest {
    @TempDir
    private Path folder;

    private Catalog catalog;

    @BeforeEach
    void find() {
        catalog = TestSource.smallCatalog(folder);
    }

    @Test
    void defaultsComeFromThePlugInsToo() {
        TrainingConfig config = parse(Map.of());
        assertEquals(0.01, ResolvedConfig.learningRate(config, 3));
        assertEquals(
                Map.of("hidden", "8", "activation", "tanh"),
                config.model().options().toMap());
        assertEquals(0.1, ResolvedConfig.learningRate(parse(Map.of("optimizer", "sgd")), 3));
        TrainingConfig wide = parse(Map.of("model.hidden", "512"));
        assertEquals(0.0025, ResolvedConfig.learningRate(wide, 3), 1e-15);
        assertEquals(0.5, ResolvedConfig.learningRate(parse(Map.of("lr", "0.5")), 3));
    }

    @Test
    void writtenAndReadAgainItIsTheSame() {
        TrainingConfig config = parse(
                Map.of("model.hidden", "5", "lr", "3e-4", "seed", "-9007199254740993", "noise", "0.1", "steps", "7"));
        assertEquals(config, parse(config.toMap()));
        TrainingConfig resolved = config.resolve(100, 3, Scaling.WHITEN).settings();
        assertEquals(resolved, parse(resolved.toMap()));
        List<String> names = Settings.ALL.stream().map(Setting::name).toList();
        assertEquals(
                names,
                config.toMap().keySet().stream().filter(n -> !n.contains(".")).toList());
    }

    @Test
    void whatIsLeftOpenIsSettledByTheRows() {
        TrainingConfig config = parse(Map.of());
        assertEquals(60, config.resolve(60, 3, Scaling.WHITEN).batchSize());
        assertEquals(
                Scaling.STANDARDIZE,
                config.resolve(60, 30, Scaling.STANDARDIZE)
                        .get(Settings.PREPROCESS)
                        .orElseThrow());
        ResolvedConfig large = config.resolve(1_000_000, 3, Scaling.WHITEN);
        long perEpoch = 1_000_000 / large.batchSize();
        assertTrue(large.totalSteps(perEpoch) < 30_000, () -> "steps " + large.totalSteps(perEpoch));
        ResolvedConfig few = config.with(Settings.STEPS, Optional.of(7)).resolve(60, 3, Scaling.WHITEN);
        assertEquals(7, few.totalSteps(1));
    }

    @Test
    void mistakesNameTheNearest() {
        assertTrue(refused("bach-size", "3").contains("did you mean 'batch-size'?"));
        assertTrue(refused("model.hiden", "3").contains("did you mean 'hidden'?"));
        assertTrue(refused("model", "mlp-enrgy").contains("did you mean 'mlp-energy'?"));
        assertTrue(refused("batch-size", "0").contains("setting 'batch-size': found '0', expected whole number >= 1"));
        assertTrue(refused("lr", "-1").contains("setting 'lr': found '-1'"));
        assertTrue(refused("seed", "x").contains("setting 'seed': found 'x'"));
        assertTrue(refused("preprocess", "whitten").contains("whiten"));
        assertTrue(refused("dequantize", "maybe").contains("one of auto, on, off"));
        assertTrue(refused("noise", "-0.1").contains("'noise'"));
    }

    @Test
    void nothingIsLeftOpenInAResolvedOne() {
        SsmException e = assertThrows(SsmException.class, () -> new ResolvedConfig(parse(Map.of("lr", "1"))));
        assertEquals("setting 'epochs': is left open, expected the value that the run was made with", e.getMessage());
    }

    @Test
    void aBatchLargerThanTheRows() {
        TrainingConfig config = parse(Map.of("batch-size", "101"));
        SsmException e = assertThrows(SsmException.class, () -> config.resolve(100, 3, Scaling.WHITEN));
        assertEquals(
                "setting 'batch-size': found 101, expected at most 100, the number of training rows", e.getMessage());
    }

    /** With a model that is installed here, unless one is given. */
    private TrainingConfig parse(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("model", "mlp-energy"));
        all.putAll(given);
        return TrainingConfig.parse(all, catalog);
    }

    private String refused(String name, String value) {
        SsmException e = assertThrows(SsmException.class, () -> parse(Map.of(name, value)));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        return e.getMessage();
    }
}
