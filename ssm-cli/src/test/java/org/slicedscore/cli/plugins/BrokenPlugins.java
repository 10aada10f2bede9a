package org.slicedscore.cli.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;

/** Plug-ins that are broken, each in its own way. */
final class BrokenPlugins {
    /** Writes a broken plug-in into a folder of plug-ins. */
    @FunctionalInterface
    interface Maker {
        void into(Path folder) throws IOException;
    }

    private static final String BACKEND = "org.slicedscore.api.backend.BackendProvider";
    private static final String CHIP = "com.acme.chip.Chip";
    private static final String LEVEL_2 = "@Override public int spiLevel() { return 2; }";

    private final Map<String, Map<String, Maker>> sections = new LinkedHashMap<>();
    private Map<String, Maker> section;

    BrokenPlugins() {
        section("The file");
        files();
        section("The declaration");
        declarations();
        section("The modules");
        modules();
        section("The class");
        classes();
        section("What it says of itself");
        words();
        section("Backends");
        backends();
        section("Two of one id");
        duplicates();
    }

    /** By section, then by what is wrong. */
    Map<String, Map<String, Maker>> sections() {
        return sections;
    }

    private void section(String title) {
        section = new LinkedHashMap<>();
        sections.put(title, section);
    }

    private void bad(String title, Maker maker) {
        section.put(title, maker);
    }

    /** A jar without descriptor whose class has something more in its body. */
    private void body(String title, String body) {
        bad(title, f -> Banana.plain("banana", body).jar(f.resolve("banana.jar")));
    }

    private void files() {
        bad("an empty file", f -> Files.createFile(f.resolve("banana.jar")));
        bad("text instead of a jar", f -> Files.writeString(f.resolve("banana.jar"), "<html>Not found</html>\n"));
        bad("a truncated jar", f -> {
            Path jar = Banana.modular("banana").jar(f.resolve("banana.jar"));
            byte[] bytes = Files.readAllBytes(jar);
            Files.write(jar, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        });
        bad(
                "a link that leads nowhere",
                f -> Files.createSymbolicLink(f.resolve("banana.jar"), f.resolve("old/banana.jar")));
        bad("a zip file that is not named .jar", f -> Banana.modular("banana").jar(f.resolve("banana.zip")));
        bad("a folder without jars", f -> {
            Files.createDirectories(f.resolve("banana"));
            Files.writeString(f.resolve("banana/notes.txt"), "nothing yet\n");
        });
        bad("a folder with a damaged jar among its jars", f -> {
            Banana.modular("banana").jar(f.resolve("banana/banana.jar"));
            Files.writeString(f.resolve("banana/library.jar"), "none\n");
        });
    }

    private void declarations() {
        bad("an empty jar", f -> new PluginSources().jar(f.resolve("banana.jar")));
        bad(
                "a jar with a class and no declaration",
                f -> new PluginSources()
                        .source(Banana.CLASS, Banana.model("banana", ""))
                        .jar(f.resolve("banana.jar")));
        bad(
                "a module that provides nothing",
                f -> new PluginSources()
                        .source("module-info", "module com.acme.banana { requires org.slicedscore.api; }")
                        .source(Banana.CLASS, Banana.model("banana", ""))
                        .jar(f.resolve("banana.jar")));
        bad(
                "a module that declares in META-INF/services alone",
                f -> new PluginSources()
                        .source("module-info", "module com.acme.banana { requires org.slicedscore.api; }")
                        .source(Banana.CLASS, Banana.model("banana", ""))
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        bad(
                "a declaration that names an absent class",
                f -> Banana.plain("banana", "")
                        .service(Banana.MODEL, "com.acme.banana.Bananna")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a declaration that is no class name",
                f -> Banana.plain("banana", "")
                        .service(Banana.MODEL, "the banana model")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a declaration that is empty",
                f -> Banana.plain("banana", "")
                        .file("META-INF/services/" + Banana.MODEL, "# to do\n")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a declaration that is not UTF-8",
                f -> Banana.plain("banana", "")
                        .file(
                                "META-INF/services/" + Banana.MODEL,
                                "com.acme.banana.Banan\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                        .jar(f.resolve("banana.jar")));
        bad(
                "a service that this version does not know",
                f -> new PluginSources()
                        .source(Banana.CLASS, Banana.model("banana", ""))
                        .service("org.slicedscore.api.Flow", Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        bad(
                "another SPI level in the manifest",
                f -> Banana.modular("banana").attribute("Ssm-Spi-Level", "2").jar(f.resolve("banana.jar")));
        bad(
                "a module whose provider is not in the jar",
                f -> Banana.modular("banana")
                        .source("com.acme.banana.Peel", "package com.acme.banana; class Peel {}")
                        .without(Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
    }

    private void modules() {
        bad(
                "a damaged module descriptor",
                f -> Banana.plain("banana", "")
                        .file("module-info.class", "none")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a module descriptor of a newer Java",
                f -> Banana.modular("banana")
                        .file("module-info.class", newer(Banana.modular("banana"), f, "module-info.class"))
                        .jar(f.resolve("banana.jar")));
        bad("a module that is not there", f -> {
            Path library = fruit("module com.acme.fruit { exports com.acme.fruit; }", "")
                    .jar(f.resolve("fruit.jar"));
            new PluginSources()
                    .source("module-info", Banana.module("com.acme.banana").replace("{", "{ requires com.acme.fruit;"))
                    .source(Banana.CLASS, Banana.model("banana", ""))
                    .with(library)
                    .jar(f.resolve("banana.jar"));
            Files.delete(library);
        });
        bad(
                "a package that the API has, too",
                f -> Banana.modular("banana")
                        .file("org/slicedscore/api/expr/Peel.class", "never loaded")
                        .jar(f.resolve("banana.jar")));
        bad("a package that two modules of a folder have", f -> {
            Banana.modular("banana").jar(f.resolve("banana/banana.jar"));
            new PluginSources()
                    .source("module-info", "module com.acme.peel { }")
                    .source("com.acme.banana.Peel", "package com.acme.banana; public class Peel {}")
                    .jar(f.resolve("banana/peel.jar"));
        });
        bad("one module twice in a folder", f -> {
            Banana.modular("banana").jar(f.resolve("banana/banana-1.0.jar"));
            Banana.modular("banana").jar(f.resolve("banana/banana-1.1.jar"));
        });
        bad("modules that require each other", f -> {
            Path pear = fruit("module com.acme.pear { exports com.acme.pear; }", "pear")
                    .jar(f.resolve("pear.jar"));
            Path apple = fruit("module com.acme.apple { exports com.acme.apple; }", "apple")
                    .jar(f.resolve("apple.jar"));
            fruit("module com.acme.apple { requires com.acme.pear; exports com.acme.apple; }", "apple")
                    .with(pear)
                    .jar(f.resolve("banana/apple.jar"));
            fruit("module com.acme.pear { requires com.acme.apple; exports com.acme.pear; }", "pear")
                    .with(apple)
                    .jar(f.resolve("banana/pear.jar"));
            Files.delete(pear);
            Files.delete(apple);
            Banana.modular("banana").jar(f.resolve("banana/banana.jar"));
        });
        bad(
                "a module of the name of ssm's own",
                f -> new PluginSources()
                        .source("module-info", Banana.module("org.slicedscore.models"))
                        .source(Banana.CLASS, Banana.model("banana", ""))
                        .jar(f.resolve("banana.jar")));
    }

    private static PluginSources fruit(String module, String name) {
        String folder = name.isEmpty() ? "fruit" : name;
        return new PluginSources()
                .source("module-info", module)
                .source("com.acme." + folder + ".Seed", "package com.acme." + folder + "; public class Seed {}");
    }

    private void classes() {
        bad(
                "a library that is not there",
                f -> Banana.plain("banana", "final com.acme.fruit.Seed seed = new com.acme.fruit.Seed();")
                        .source("com.acme.fruit.Seed", "package com.acme.fruit; public class Seed {}")
                        .without("com.acme.fruit.Seed")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a class of a newer Java",
                f -> Banana.plain("banana", "")
                        .file(
                                "com/acme/banana/Banana.class",
                                newer(Banana.plain("banana", ""), f, "com/acme/banana/Banana.class"))
                        .jar(f.resolve("banana.jar")));
        bad(
                "a damaged class",
                f -> Banana.plain("banana", "")
                        .file("com/acme/banana/Banana.class", "none")
                        .jar(f.resolve("banana.jar")));
        bad(
                "a class that does not implement the SPI",
                f -> new PluginSources()
                        .source(Banana.CLASS, "package com.acme.banana; public class Banana {}")
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        bad(
                "a class of another SPI",
                f -> Banana.plain("banana", "")
                        .service("org.slicedscore.api.Objective", Banana.CLASS)
                        .file("META-INF/services/" + Banana.MODEL, "# none\n" + Banana.CLASS + "\n")
                        .jar(f.resolve("banana.jar")));
        bad(
                "an abstract class",
                f -> new PluginSources()
                        .source(
                                Banana.CLASS,
                                Banana.model("banana", "").replace("public class", "public abstract class"))
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        bad(
                "a class that is not public",
                f -> new PluginSources()
                        .source(Banana.CLASS, Banana.model("banana", "").replace("public class", "class"))
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        body("a constructor with arguments", "public Banana(int width) {}");
        body("a constructor that is not public", "private Banana() {}");
        body("a constructor that throws", "public Banana() { throw new IllegalStateException(\"no licence found\"); }");
        body(
                "a constructor that throws a checked exception",
                "public Banana() throws java.io.IOException { throw new java.io.IOException(\"cannot read ripe.conf\"); }");
        body("a static field that fails", "static final int WIDTH = Integer.parseInt(\"wide\");");
        body("a native library that is not there", "static { System.loadLibrary(\"banana-kernels\"); }");
        bad(
                "a method provider() that returns nothing",
                f -> new PluginSources()
                        .source("module-info", Banana.module("com.acme.banana"))
                        .source(
                                Banana.CLASS,
                                Banana.model("banana", "public static Banana provider() { return null; }"))
                        .jar(f.resolve("banana.jar")));
        bad(
                "a class made for another version of the API",
                f -> Banana.plain("banana", "")
                        .source("org.slicedscore.api.LogDensityModel", """
                        package org.slicedscore.api;
                        public non-sealed interface LogDensityModel extends Model {
                            org.slicedscore.api.expr.Expr logDensity(
                                org.slicedscore.api.expr.Expr x, ModelScope scope);
                            default String description() { return ""; }
                        }
                        """)
                        .source("org.slicedscore.api.Model", """
                        package org.slicedscore.api;
                        public sealed interface Model extends Plugin permits LogDensityModel {}
                        """)
                        .source(Banana.CLASS, Banana.model("banana", "").replaceAll("(?m)^.*description.*$", ""))
                        .without("org.slicedscore.api.LogDensityModel")
                        .without("org.slicedscore.api.Model")
                        .jar(f.resolve("banana.jar")));
    }

    private void words() {
        body("another SPI level", LEVEL_2);
        bad(
                "an id with illegal characters",
                f -> Banana.plain("Banana Split!", "").jar(f.resolve("banana.jar")));
        bad(
                "no id",
                f -> new PluginSources()
                        .source(Banana.CLASS, Banana.model("banana", "").replace("return \"banana\"", "return null"))
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        body("a method that never returns by itself", "@Override public String vendor() { return vendor(); }");
        body("a vendor with illegal characters", "@Override public String vendor() { return \"Acme, Inc.\"; }");
        bad(
                "a description of two lines",
                f -> new PluginSources()
                        .source(Banana.CLASS, Banana.model("banana", "").replace("a bent Gaussian", "a\\nb"))
                        .service(Banana.MODEL, Banana.CLASS)
                        .jar(f.resolve("banana.jar")));
        options("an option whose default is out of its range", "Option.integer(\"bend\", 0, 1, 9, \"how bent\")");
        options("an option whose range is empty", "Option.number(\"bend\", 1, 5, 2, \"how bent\")");
        options(
                "two options of one name",
                "Option.integer(\"bend\", 1, 1, 9, \"how bent\"), Option.flag(\"bend\", true, \"whether\")");
        options("an option with an illegal name", "Option.flag(\"Bend It\", true, \"whether\")");
        options("an option without a default", "Option.text(\"bend\", null, \"how bent\")");
        body("options that are null", "@Override public List<Option<?>> options() { return null; }");
        body(
                "options that throw",
                "@Override public List<Option<?>> options() { throw new UnsupportedOperationException(\"not yet\"); }");
    }

    private void options(String title, String list) {
        body(title, "@Override public List<Option<?>> options() { return List.of(" + list + "); }");
    }

    private void backends() {
        chip("probe() that throws", "chip", "throw new IllegalStateException(\"driver 3.1 is too old\");");
        chip("probe() that finds no native library", "chip", "System.loadLibrary(\"chip\"); return null;");
        chip("probe() that returns null", "chip", "return null;");
        chip("no device, and no reason", "chip", "return Probe.unavailable(\"\", \"\");");
        chip("no device here", "chip", "return Probe.unavailable(\"there is no chip\", \"plug one in\");");
        chip("the id auto", "auto", "return null;");
    }

    private void chip(String title, String id, String probe) {
        bad(
                title,
                f -> new PluginSources()
                        .source(CHIP, """
                        package com.acme.chip;

                        import org.slicedscore.api.backend.*;

                        public class Chip implements BackendProvider {
                            @Override public String id() { return "%s"; }
                            @Override public String description() { return "a chip"; }
                            @Override public Probe probe() { %s }
                            @Override public Backend open(Device device, BackendSettings settings) { return null; }
                        }
                        """.formatted(id, probe))
                        .service(BACKEND, CHIP)
                        .jar(f.resolve("chip.jar")));
    }

    private void duplicates() {
        bad("an id of two vendors", f -> {
            Banana.modular("banana").attribute("Implementation-Version", "1.0").jar(f.resolve("banana-1.0.jar"));
            Banana.plain("banana", "@Override public String vendor() { return \"fruits\"; }")
                    .jar(f.resolve("banana-fruits-2.0.jar"));
        });
        bad("the id of a plug-in that ships", f -> Banana.modular("gmm").jar(f.resolve("banana.jar")));
        bad("two versions of one plug-in", f -> {
            Banana.modular("banana").jar(f.resolve("banana-1.0.jar"));
            Banana.modular("banana").jar(f.resolve("banana-1.1.jar"));
        });
    }

    /** A class file of a jar, marked as compiled for a Java that is to come. */
    private static byte[] newer(PluginSources sources, Path folder, String name) {
        Path jar = sources.jar(folder.resolve("original.jar"));
        try (JarFile zip = new JarFile(jar.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
            bytes[6] = 0;
            bytes[7] = 99;
            Files.delete(jar);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
