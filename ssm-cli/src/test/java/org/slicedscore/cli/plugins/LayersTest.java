package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.cli.Ssm;

/** Jars in a folder become plug-ins, each apart from the others and from the command's own libraries. */
class LayersTest {
    private static final HostLayer HOST = new HostLayer();
    private static final String SEED = "com.acme.fruit.Seed";

    @TempDir
    private Path folder;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    private static String[] train(String model, Path run) {
        return new String[] {
            "train",
            "--data",
            "synthetic:gaussian?n=100",
            "--steps",
            "3",
            "--seed",
            "7",
            "--backend",
            "reference",
            "--model",
            model,
            "--out",
            run.toString()
        };
    }

    private HostLayer.Result ssm(String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", plugins.toString()), args);
    }

    private void trains(String model) {
        HostLayer.Result result = ssm(train(model, folder.resolve("run-" + model.replace(':', '-'))));
        assertEquals(0, result.code(), result.err());
        assertFalse(result.err().contains("is not used"), result.err());
    }

    /** A row of the table that {@code ssm plugins} prints. */
    private void lists(String pattern) {
        HostLayer.Result list = ssm("plugins");
        assertTrue(list.out().lines().anyMatch(l -> l.matches(pattern)), list.out());
        assertFalse(list.out().contains("failed"), list.out());
    }

    @Test
    void aModuleInALayerOfItsOwn() {
        Banana.modular("banana").attribute("Implementation-Version", "1.2").jar(plugins.resolve("banana.jar"));
        trains("banana");
        lists("model +banana +acme +1.2 +ready .* banana.jar");
    }

    @Test
    void aModuleWhateverTheCaseOfItsEnding() {
        Banana.modular("banana").jar(plugins.resolve("BANANA.JAR"));
        trains("banana");
        lists("model +banana +acme .* ready .* BANANA.JAR");
    }

    @Test
    void aJarWithoutDescriptorWhateverItsName() {
        Banana.plain("banana", "").jar(plugins.resolve("2nd banana (1).JAR"));
        trains("banana");
    }

    /** A library of one class that says which version it is. */
    private static PluginSources seed(int version) {
        return new PluginSources()
                .source(
                        SEED,
                        "package com.acme.fruit; public class Seed { public static int version() { return " + version
                                + "; } }");
    }

    /** A model whose mean begins at the version of the library that it sees. */
    private static String seeded(int version) {
        return Banana.model("banana-" + version, "")
                .replace("Init.constant(0)", "Init.constant(seed())")
                .replace("@Override public String id()", """
                        private static int seed() {
                            if (com.acme.fruit.Seed.version() != %d) throw new IllegalStateException("another's library");
                            return 1;
                        }
                        @Override public String id()""".formatted(version));
    }

    @Test
    void twoPluginsWithTwoVersionsOfOneLibrary() {
        for (int version : new int[] {1, 2}) {
            Path place = plugins.resolve("banana-" + version);
            Path library = seed(version).jar(place.resolve("fruit-" + version + ".jar"));
            new PluginSources()
                    .source(Banana.CLASS, seeded(version))
                    .service(Banana.MODEL, Banana.CLASS)
                    .with(library)
                    .jar(place.resolve("banana.jar"));
        }
        trains("banana-1");
        trains("banana-2");
    }

    @Test
    void twoModulesWithTwoVersionsOfOneModule() {
        for (int version : new int[] {1, 2}) {
            Path place = plugins.resolve("banana-" + version);
            Path library = seed(version)
                    .source("module-info", "module com.acme.fruit { exports com.acme.fruit; }")
                    .jar(place.resolve("fruit.jar"));
            new PluginSources()
                    .source("module-info", Banana.module("com.acme.banana").replace("{", "{ requires com.acme.fruit;"))
                    .source(Banana.CLASS, seeded(version))
                    .with(library)
                    .jar(place.resolve("banana.jar"));
        }
        trains("banana-1");
        trains("banana-2");
    }

    /** The host has a module of this name; the plug-in brings another, in its own version. */
    @Test
    void aLibraryOfTheHostInAnotherVersion() {
        Path place = plugins.resolve("banana");
        Path library = seed(3).source("module-info", "module de.siegmar.fastcsv { exports com.acme.fruit; }")
                .jar(place.resolve("fastcsv.jar"));
        new PluginSources()
                .source("module-info", Banana.module("com.acme.banana").replace("{", "{ requires de.siegmar.fastcsv;"))
                .source(Banana.CLASS, seeded(3))
                .with(library)
                .jar(place.resolve("banana.jar"));
        trains("banana-3");
    }

    @Test
    void aModuleThatRequiresAJarWithoutDescriptor() {
        Path place = plugins.resolve("banana");
        Path library = seed(1).jar(place.resolve("fruit-1.0.jar"));
        new PluginSources()
                .source("module-info", Banana.module("com.acme.banana").replace("{", "{ requires fruit;"))
                .source(Banana.CLASS, seeded(1))
                .with(library)
                .jar(place.resolve("banana.jar"));
        trains("banana-1");
    }

    /** All of ssm packed into one jar with the plug-in, as shading does it. */
    @Test
    void theHostsApiWinsOverAPackedCopy() throws IOException {
        PluginSources packed = Banana.plain("banana", "");
        for (Path module : HostLayer.modulePath()) {
            if (Files.isDirectory(module)) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = module.relativize(file).toString().replace('\\', '/');
                        if (!name.equals("module-info.class") && !name.endsWith(Banana.MODEL)) {
                            packed.file(name, Files.readAllBytes(file));
                        }
                    }
                }
            }
        }
        packed.jar(plugins.resolve("banana-all.jar"));
        trains("banana");
        lists("model +banana +acme .*ready.*");
    }

    @Test
    void theHostsApiWinsOverACopyBesideTheModule() throws IOException {
        Path place = plugins.resolve("banana");
        Banana.modular("banana").jar(place.resolve("banana.jar"));
        new PluginSources()
                .source("module-info", "module org.slicedscore.api { exports org.slicedscore.api; }")
                .source("org.slicedscore.api.Plugin", "package org.slicedscore.api; public interface Plugin {}")
                .jar(place.resolve("ssm-api.jar"));
        trains("banana");
    }

    @Test
    void oneJarGivesOneResultOnModulePathClassPathAndInAFolder() throws Exception {
        Path jar = Banana.modular("banana")
                .attribute("Implementation-Version", "1.2")
                .service(Banana.MODEL, Banana.CLASS)
                .jar(folder.resolve("banana.jar"));
        Path inModulePath = folder.resolve("module-path");
        HostLayer.Result modules = new HostLayer(jar).run(Map.of(), train("banana", inModulePath));
        assertEquals(0, modules.code(), modules.err());

        Path inClassPath = folder.resolve("class-path");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Ssm.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            Ssm.Result classes = Ssm.run(train("banana", inClassPath));
            assertEquals(0, classes.code(), classes.err());
        } finally {
            thread.setContextClassLoader(before);
        }

        Files.copy(jar, plugins.resolve("banana.jar"));
        Path inLayer = folder.resolve("layer");
        HostLayer.Result layer = ssm(train("banana", inLayer));
        assertEquals(0, layer.code(), layer.err());

        byte[] expected = Files.readAllBytes(inLayer.resolve("model.safetensors"));
        assertArrayEquals(expected, Files.readAllBytes(inModulePath.resolve("model.safetensors")));
        assertArrayEquals(expected, Files.readAllBytes(inClassPath.resolve("model.safetensors")));
    }

    /** A command that is on the class path has no layers; the same folders work for it. */
    @Test
    void aCommandOnTheClassPathFindsTheSame() {
        Banana.modular("banana").jar(plugins.resolve("banana.jar"));
        Banana.plain("plantain", "").jar(plugins.resolve("plantain.jar"));
        for (String model : new String[] {"banana", "plantain"}) {
            Ssm.Result result = Ssm.run(Map.of("SSM_PLUGINS", plugins.toString()), train(model, folder.resolve(model)));
            assertEquals(0, result.code(), result.err());
        }
    }

    @Test
    void placesAreFlagVariableAndHome() throws IOException {
        Path home = folder.resolve("home");
        Banana.modular("banana").jar(home.resolve(".ssm/plugins/banana.jar"));
        Path named = Banana.plain("plantain", "").jar(folder.resolve("elsewhere/plantain.jar"));
        HostLayer.Result list = HOST.run(
                Map.of("HOME", home.toString()), "--plugins", named.toString(), "plugins", "describe", "plantain");
        assertEquals(0, list.code(), list.err());
        assertTrue(list.out().contains("ssm train --data builtin:redwine --model plantain"), list.out());
        assertEquals(
                0,
                HOST.run(Map.of("HOME", home.toString()), "plugins", "describe", "acme:banana")
                        .code());
        HostLayer.Result none = HOST.run(
                Map.of(), "plugins", "--plugins", folder.resolve("none").toString());
        assertEquals(2, none.code());
        assertTrue(none.err().contains("--plugins: ") && none.err().contains("no such folder or jar"), none.err());
    }
}
