package org.slicedscore.cli.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.cli.Ssm;

/** The size that `--memory` takes, against the heap that the JVM has. */
class MemoryLimitTest {
    @ParameterizedTest
    @CsvSource({"64m,67108864", "640M,671088640", "2g,2147483648", "2G,2130000000", "9999g,10736344498176"})
    void aSizeIsTheHeapUpToWhatJvmsLeaveOut(String size, long heap) {
        assertDoesNotThrow(() -> MemoryLimit.check(size, Map.of(), heap));
        assertThrows(SsmException.class, () -> MemoryLimit.check(size, Map.of(), heap / 2));
        assertThrows(SsmException.class, () -> MemoryLimit.check(size, Map.of(), 2 * heap));
    }

    @ParameterizedTest
    @ValueSource(strings = {"63m", "0g", "1", "1gb", "1.5g", "-1g", "g", "10000g", "1234567m", " 1g"})
    void whatIsNoSizeIsRefused(String size) {
        SsmException refusal = assertThrows(SsmException.class, () -> MemoryLimit.check(size, Map.of(), 1L << 30));
        assertEquals(SsmException.Kind.USAGE, refusal.kind());
    }

    @Test
    void theVariableCountsWhereTheOptionIsNotGiven() {
        Map<String, String> environment = Map.of(MemoryLimit.VARIABLE, "1g");
        assertDoesNotThrow(() -> MemoryLimit.check("2g", environment, 2L << 30));
        SsmException refusal = assertThrows(SsmException.class, () -> MemoryLimit.check(null, environment, 2L << 30));
        assertEquals(
                "SSM_MEMORY: found a JVM whose heap may have 2048 MB, expected 1024 MB; start it with the launcher 'ssm', or with java -Xmx1g",
                refusal.getMessage());
        assertDoesNotThrow(() -> MemoryLimit.check(null, Map.of(), 1));
    }

    /** A JVM that is running keeps its heap. */
    @Test
    void everyVerbLooks() {
        Ssm.Result result = Ssm.run("data", "builtin:redwine", "--memory", "9999g");
        assertEquals(2, result.code(), result::err);
    }
}
