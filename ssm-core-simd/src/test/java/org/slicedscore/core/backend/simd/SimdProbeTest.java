package org.slicedscore.core.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.backend.Probe;

/** Where the JVM cannot do what the backend is made for, the probe says so, and what to do. */
class SimdProbeTest {
    @Test
    void allIsWell() {
        Probe probe = SimdDevice.probe("OpenJDK 64-Bit Server VM, mixed mode, sharing", 128);
        assertEquals(100, probe.devices().getFirst().rank());
        assertEquals("", probe.reason());
        assertEquals("", probe.remedy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OpenJDK 64-Bit Server VM, interpreted mode | 512 | C2 | -Xint",
                "OpenJDK 64-Bit Server VM, mixed mode, emulated-client, sharing | 256 | C2 | -XX:TieredStopAtLevel",
                "OpenJDK Client VM, mixed mode | 128 | C2 | -Xint",
                "OpenJDK 64-Bit Server VM, mixed mode, sharing | 64 | 64 bits | -XX:MaxVectorSize"
            })
    void slowOnesWorkButAreNotChosenAutomatically(String vm, int bits, String reason, String remedy) {
        Probe probe = SimdDevice.probe(vm, bits);
        assertTrue(probe.isAvailable());
        assertEquals(0, probe.devices().getFirst().rank());
        assertTrue(probe.reason().contains(reason), probe.reason());
        assertTrue(probe.remedy().contains(remedy), probe.remedy());
        assertFalse(probe.reason().contains("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "--add-modules=jdk.incubator.vector, 1, ''",
        "--add-modules=jdk.incubator.vector -Xint, 1, C2",
        "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1, 1, C2",
        "-Xshare:auto, 0, without the module"
    })
    void theJvmSaysHowItRuns(String flags, int devices, String reason) throws Exception {
        String out = java(flags.split(" "));
        assertTrue(out.contains("devices: " + devices), out);
        assertTrue(reason.isEmpty() ? out.contains("reason: .") : out.contains(reason), out);
    }

    private static String java(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    /** What runs in a JVM of its own. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            Probe probe = new SimdBackendProvider().probe();
            System.out.println("devices: " + probe.devices().size() + "\nreason: " + probe.reason() + ".");
        }
    }
}
