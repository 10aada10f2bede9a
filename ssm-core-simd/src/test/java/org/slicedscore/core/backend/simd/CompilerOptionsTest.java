package org.slicedscore.core.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher's flags name kernels, and a name that no longer fits would pass without a word. */
class CompilerOptionsTest {
    private static final Pattern METHOD =
            Pattern.compile("-XX:CompileCommand=CompileThresholdScaling,([^:,]+)::([^,]+),([0-9.]+)");

    @Test
    void everyMethodThatTheFlagsNameIsThere() throws IOException, ClassNotFoundException {
        Path file = Path.of(System.getProperty("ssm.root"), "scripts", "jvm", "compiler.options");
        List<Matcher> named = Files.readAllLines(file).stream()
                .map(METHOD::matcher)
                .filter(Matcher::matches)
                .toList();
        assertFalse(named.isEmpty());
        for (Matcher each : named) {
            String name = each.group(1);
            // a class made at run time has the name of the interface that it implements
            Class<?> type = Class.forName(name.endsWith("Made*") ? name.substring(0, name.length() - 5) : name);
            String method = each.group(2);
            assertTrue(
                    method.equals("*")
                            || Arrays.stream(type.getDeclaredMethods())
                                    .anyMatch(m -> m.getName().equals(method)),
                    () -> each.group());
        }
    }

    /** C2 has to take up a kernel within the trials that the flags allow before they become rare. */
    @Test
    void aKernelIsCompiledWithinItsTrials() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of(System.getProperty("ssm.root"), "scripts", "jvm", "compiler.options"));
        double calls = number(lines, "-XX:Tier4InvocationThreshold=");
        double trials = number(lines, "-Dssm.simd.trials=");
        lines.stream()
                .map(METHOD::matcher)
                .filter(Matcher::matches)
                .filter(m -> Double.parseDouble(m.group(3)) < 0.1)
                .forEach(m -> assertTrue(calls * Double.parseDouble(m.group(3)) < trials, m.group()));
        // all tiers alike: the factors between them are the JVM's own
        double factor = calls / 5_000;
        assertEquals(600 * factor, number(lines, "-XX:Tier4MinInvocationThreshold="));
        assertEquals(15_000 * factor, number(lines, "-XX:Tier4CompileThreshold="));
        assertEquals(40_000 * factor, number(lines, "-XX:Tier4BackEdgeThreshold="));
    }

    private static double number(List<String> lines, String option) {
        return lines.stream()
                .filter(line -> line.startsWith(option))
                .mapToDouble(line -> Double.parseDouble(line.substring(option.length())))
                .findFirst()
                .orElseThrow();
    }
}
