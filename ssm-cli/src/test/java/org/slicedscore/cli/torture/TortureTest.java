package org.slicedscore.cli.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slicedscore.cli.Main;

/** The short form of {@code scripts/torture}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
@Execution(ExecutionMode.CONCURRENT)
class TortureTest {
    @TempDir
    private Path work;

    @Test
    void nothingIsLostByAKill() throws Exception {
        List<String> ssm = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int faults = new Torture(ssm, work, 1, new PrintStream(out, true, StandardCharsets.UTF_8))
                .kill(10, Scene.Size.SHORT);
        assertEquals(0, faults, () -> out.toString(StandardCharsets.UTF_8));
    }
}
