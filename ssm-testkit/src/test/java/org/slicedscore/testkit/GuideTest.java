package org.slicedscore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Plugin;
import org.slicedscore.testkit.ContractRun.Outcome;
import org.slicedscore.testkit.ContractRun.Result;

/** The Java in docs/plugins.md compiles, and its plug-ins pass their contracts. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    @TempDir
    private Path folder;

    /** Class names to source texts; {@code module-info} for the module. */
    private static Map<String, String> snippets() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of(System.getProperty("ssm.root"), "docs", "plugins.md")));
        while (blocks.find()) {
            String text = blocks.group(1);
            Matcher pack = PACKAGE.matcher(text);
            Matcher type = TYPE.matcher(text);
            if (pack.find() && type.find()) {
                snippets.put(pack.group(1) + "." + type.group(1), text);
            } else {
                assertTrue(text.startsWith("module "), () -> "neither a class nor a module: " + text);
                snippets.put("module-info", text);
            }
        }
        return snippets;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("src").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void compile(List<String> options, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> all = new ArrayList<>(List.of("-Xlint:all,-processing", "-Werror", "-proc:none"));
            all.addAll(options);
            boolean done = compiler.getTask(
                            messages, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(done, messages::toString);
        }
    }

    @Test
    void theSnippetsCompileAndKeepTheirContracts() throws Exception {
        Map<String, String> snippets = snippets();
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> snippet : snippets.entrySet()) {
            if (!snippet.getKey().equals("module-info")) {
                sources.add(write(snippet.getKey(), snippet.getValue()));
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")), sources);
        int plugins = 0;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            for (String name : snippets.keySet()) {
                if (!name.equals("module-info") && Plugin.class.isAssignableFrom(loader.loadClass(name))) {
                    Plugin plugin =
                            (Plugin) loader.loadClass(name).getConstructor().newInstance();
                    List<Result> failed = ContractRun.run(ContractRun.contractOf(plugin, Map.of()), r -> {}).stream()
                            .filter(r -> r.outcome() == Outcome.FAILED)
                            .toList();
                    assertEquals(List.of(), failed);
                    plugins++;
                }
            }
        }
        assertEquals(10, plugins, "one of each kind but a backend, and two kinds of sampler");
    }

    @Test
    void theModuleCompiles() throws Exception {
        Map<String, String> snippets = snippets();
        String module = snippets.get("module-info");
        assertNotNull(module);
        Matcher name = Pattern.compile("module ([\\w.]+)").matcher(module);
        assertTrue(name.find());
        List<Path> sources = new ArrayList<>(List.of(write("module-info", module)));
        for (Map.Entry<String, String> snippet : snippets.entrySet()) {
            if (snippet.getKey().startsWith(name.group(1) + ".")
                    && !snippet.getKey().endsWith("Test")) {
                sources.add(write(snippet.getKey(), snippet.getValue()));
            }
        }
        Path api = Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        compile(List.of("-d", folder.resolve("module").toString(), "-p", api.toString()), sources);
    }

    /** Contracts that the page names are there, and none is left out. */
    @Test
    void allContractsAreNamed() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("ssm.root"), "docs", "plugins.md"));
        Path sources = Path.of(System.getProperty("ssm.root"), "ssm-testkit/src/main/java/org/slicedscore/testkit");
        try (Stream<Path> files = Files.list(sources)) {
            for (String name : files.map(f -> f.getFileName().toString().replace(".java", ""))
                    .filter(n -> n.endsWith("Contract"))
                    .toList()) {
                assertTrue(guide.contains("`" + name + "`"), name);
            }
        }
    }
}
