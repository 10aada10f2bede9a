package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The distribution without its OpenCL plug-in, without a part of it, and on machines where there is no driver. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "drivers are found in other ways elsewhere")
@Execution(ExecutionMode.CONCURRENT)
class OpenClPluginTest {
    @TempDir
    Path folder;

    private Path plugin;

    private record Answer(int code, String text) {}

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream file = Files.newInputStream(Path.of(System.getProperty("ssm.zip")));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                Path to = folder.resolve("ssm").resolve(e.getName()).normalize();
                assertTrue(to.startsWith(folder), e::getName);
                if (e.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(zip, to);
                }
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            plugin = all.filter(p -> p.endsWith(Path.of("plugins", "opencl")))
                    .findFirst()
                    .orElseThrow();
        }
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
        try (Stream<Path> jars = Files.list(plugin)) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
        Files.delete(plugin);
        Answer listed = ssm(Map.of(), "backends");
        assertEquals(0, listed.code(), listed::text);
        assertFalse(listed.text().contains("opencl"), listed::text);
        Answer asked = train(Map.of(), "opencl");
        assertEquals(4, asked.code(), asked::text);
        assertTrue(asked.text().contains("unknown backend 'opencl'"), asked::text);
        assertEquals(0, train(Map.of(), "auto").code());
    }

    @Test
    void withoutJoclItAloneIsBroken() throws Exception {
        try (Stream<Path> jars = Files.list(plugin)) {
            Path jocl = jars.filter(j -> j.getFileName().toString().startsWith("jocl"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(jocl);
        }
        Answer listed = ssm(Map.of(), "backends");
        assertEquals(0, listed.code(), listed::text);
        assertTrue(listed.text().contains("Module jocl not found"), listed::text);
        assertEquals(0, train(Map.of(), "auto").code());
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
        Path run = folder.resolve("run-" + backend);
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
                "@" + plugin.resolve("../../scripts/jvm/modules.options").normalize(),
                "-p",
                plugin.resolve("../../lib").normalize().toString(),
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
