package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.bench.BenchOptions;
import org.slicedscore.engine.bench.StepBenchmark;

/** What the device has no room for is refused with the size it needs and what would fit. */
class TooLargeTest {
    private static final Pattern ADVICE = Pattern.compile(
            "setting 'batch-size': a step with batches of 20000000 rows needs ([0-9.]+) GiB on device '.+', which has"
                    + " [0-9.]+ GiB, expected at most about (\\d+) rows; use batch-size=\\2,"
                    + " or keep the batch and cut it into blocks with micro-batch=\\2");

    @TempDir
    Path files;

    @Test
    void aBatchThatDoesNotFitIsRefusedWithOneThatDoes() {
        Lab.device();
        Map<String, String> settings = Map.of("backend", "opencl", "batch-size", "20000000", "model.hidden", "512,512");
        SsmException e = assertThrows(
                SsmException.class, () -> StepBenchmark.run(settings, 2, BenchOptions.of(0.1), Catalog.load()));
        assertEquals(SsmException.Kind.BACKEND, e.kind());
        Matcher m = ADVICE.matcher(e.getMessage());
        assertTrue(m.matches(), e::getMessage);
        assertTrue(Double.parseDouble(m.group(1)) > 40, e::getMessage);
        int fits = Integer.parseInt(m.group(2));
        assertTrue(fits > 1000 && fits < 20_000_000, e::getMessage);
    }

    @Test
    void aPieceThatDoesNotFitIsRefused() {
        try (Backend backend = Lab.open(Lab.device(), files)) {
            SsmException e = assertThrows(SsmException.class, () -> backend.allocate(1L << 40));
            assertEquals(SsmException.Kind.BACKEND, e.kind());
            assertTrue(e.getMessage().contains("4,398,046,511,104 bytes"), e::getMessage);
        }
    }
}
