package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell function that mvnw and ssm find their JDK with. */
@DisabledOnOs(OS.WINDOWS)
class FindJdkTest {
    @TempDir
    private Path roots;

    @Test
    void takesTheWantedVersionBeforeANewerOne() throws Exception {
        jdk("a", "27.0.1");
        jdk("b", "17.0.15");
        Path wanted = jdk("c d", "25.0.3");
        assertEquals(new Result(0, wanted.toString(), ""), find(Map.of()));
    }

    @Test
    void takesANewerOneFailingThat() throws Exception {
        jdk("a", "17.0.15");
        Path newer = jdk("b", "26");
        assertEquals(new Result(0, newer.toString(), ""), find(Map.of()));
    }

    @Test
    void javaHomeComesFirstIfItWillDo() throws Exception {
        jdk("a", "25");
        Path home = jdk("b", "26");
        Path old = jdk("c", "21.0.2");
        assertEquals(home.toString(), find(Map.of("JAVA_HOME", home.toString())).out());
        assertEquals(
                roots.resolve("a").toString(),
                find(Map.of("JAVA_HOME", old.toString())).out());
    }

    @Test
    void knowsTheLayoutOfMacOs() throws Exception {
        Path home = jdk("temurin-25.jdk/Contents/Home", "25.0.1");
        assertEquals(home.toString(), find(Map.of()).out());
    }

    @Test
    void saysInOneLineWhatToInstall() throws Exception {
        jdk("old", "17.0.15");
        Files.createDirectories(roots.resolve("runtime-only/bin"));
        Result result = find(Map.of());
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("a JDK 25 is needed and none was found"), result.err());
        assertTrue(result.err().contains("only 17 in " + roots.resolve("old")), result.err());
        assertEquals(1, result.err().lines().count());
    }

    /** As in a service of the system. */
    @Test
    void needsNoHome() throws Exception {
        Path jdk = jdk("a", "25.0.3");
        assertEquals(jdk.toString(), find("unset HOME; find_jdk", Map.of()).out());
        assertEquals(
                "",
                find("unset HOME SSM_JDK_ROOTS; find_jdk || :", Map.of("SSM_JDK_ROOTS", ""))
                        .err()
                        .replaceAll("(?s)sh: a JDK 25 is needed.*", ""));
    }

    @Test
    void aRuntimeIsEnoughToRunIfItHasTheVectorApi() throws Exception {
        runtime("poor", "java.base java.logging");
        Path rich = runtime("rich", "java.base jdk.incubator.vector java.logging");
        assertEquals(rich.toString(), find("find_java", Map.of()).out());
        assertEquals(1, find(Map.of()).code(), "a runtime builds nothing");
    }

    @Test
    void saysInOneLineWhatToInstallForRunning() throws Exception {
        runtime("poor", "java.base");
        Result result = find("find_java", Map.of());
        assertEquals(1, result.code());
        assertTrue(result.err().contains("Java 25 is needed and none was found"), result.err());
        assertTrue(result.err().contains("openjdk-25-jre-headless"), result.err());
        assertEquals(1, result.err().lines().count());
    }

    private Path runtime(String name, String modules) throws IOException {
        Path home = jdk(name, "25.0.3");
        Files.move(home.resolve("bin/javac"), home.resolve("bin/java"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\nMODULES=\"" + modules + "\"\n");
        return home;
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = roots.resolve(name);
        Path javac = Files.createDirectories(home.resolve("bin")).resolve("javac");
        Files.createFile(javac);
        assertTrue(javac.toFile().setExecutable(true));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Result find(Map<String, String> environment) throws Exception {
        return find("find_jdk", environment);
    }

    private Result find(String function, Map<String, String> environment) throws Exception {
        Path script = Path.of(System.getProperty("ssm.root"), "scripts", "find-jdk.sh");
        var builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "set -eu; . \"$1\"; eval \"$2\"; printf %s \"$jdk\"",
                "sh",
                script.toString(),
                function);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("HOME", roots.toString(), "PATH", "/nowhere", "SSM_JDK_ROOTS", roots.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private record Result(int code, String out, String err) {}
}
