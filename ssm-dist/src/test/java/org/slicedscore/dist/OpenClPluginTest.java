package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution without its OpenCL plug-in, without a part of it, and on machines where there is no driver. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "drivers are found in other ways elsewhere")
class OpenClPluginTest {
    @TempDir
    private static Path folder;

    private static Path home;
    private static Path plugin;

    private record Answer(int code, String text) {}

    @BeforeAll
    static void unpack() throws IOException {
        home = Commands.unzip(Path.of(System.getProperty("ssm.zip")), Files.createDirectory(folder.resolve("zip")));
        plugin = home.resolve("plugins/opencl");
    }

    /** In a layer of its own the plug-in reaches all of the API that it uses. */
    @Test
    void asItShipsItTrains() throws Exception {
        Answer trained = train(Map.of(), "opencl");
        if (!Boolean.getBoolean("ssm.opencl.required")) {
            assumeTrue(trained.code() != 4, "no OpenCL device: " + trained.text());
        }
        assertEquals(0, trained.code(), trained::text);
        assertTrue(trained.text().contains("backend opencl on "), trained::text);
    }

    @Test
    void withoutItTheRestWorks() throws Exception {
        try (RemovedJars _ = new RemovedJars(plugin, "")) {
            Answer listed = ssm(Map.of(), "backends");
            assertEquals(0, listed.code(), listed::text);
            assertFalse(listed.text().contains("opencl"), listed::text);
            Answer asked = train(Map.of(), "opencl");
            assertEquals(4, asked.code(), asked::text);
            assertTrue(asked.text().contains("unknown backend 'opencl'"), asked::text);
            assertEquals(0, train(Map.of(), "auto").code());
        }
    }

    @Test
    void withoutJoclItAloneIsBroken() throws Exception {
        try (RemovedJars _ = new RemovedJars(plugin, "jocl")) {
            Answer listed = ssm(Map.of(), "backends");
            assertEquals(0, listed.code(), listed::text);
            assertTrue(listed.text().contains("Module jocl not found"), listed::text);
            assertEquals(0, train(Map.of(), "auto").code());
        }
    }

    @Test
    void aDriverThatDoesNotLoadIsReported() throws Exception {
        Path vendors = Files.createDirectory(folder.resolve("vendors"));
        Files.writeString(vendors.resolve("broken.icd"), "libnosuchdriver.so\n");
        unavailable(Map.of("OCL_ICD_VENDORS", vendors + "/"));
    }

    @Test
    void soIsALoaderThatDoesNotLoad() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        Files.createFile(libraries.resolve("libOpenCL.so.1"));
        unavailable(Map.of("LD_LIBRARY_PATH", libraries.toString()));
    }

    private void unavailable(Map<String, String> environment) throws Exception {
        Answer listed = ssm(environment, "backends");
        assertEquals(0, listed.code(), listed::text);
        assertTrue(listed.text().contains("what to do: install"), listed::text);
        assertTrue(listed.text().contains("--backend auto takes simd"), listed::text);
        Answer asked = train(environment, "opencl");
        assertEquals(4, asked.code(), asked::text);
        assertTrue(asked.text().contains("backend 'opencl' is unavailable"), asked::text);
        Answer chosen = train(environment, "auto");
        assertEquals(0, chosen.code(), chosen::text);
        assertTrue(chosen.text().contains("backend simd"), chosen::text);
        assertTrue(chosen.text().contains("opencl is unavailable: "), chosen::text);
    }

    private Answer train(Map<String, String> environment, String backend) throws Exception {
        Path run = Files.createTempDirectory(folder, "runs").resolve("run");
        return ssm(
                environment,
                "train",
                "--data",
                "synthetic:two-moons?n=64",
                "--model.hidden",
                "4",
                "--steps",
                "2",
                "--backend",
                backend,
                "--out",
                run.toString());
    }

    private Answer ssm(Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@" + home.resolve("scripts/jvm/modules.options"),
                "-p",
                home.resolve("lib").toString(),
                "-m",
                "org.slicedscore.cli/org.slicedscore.cli.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SSM_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
