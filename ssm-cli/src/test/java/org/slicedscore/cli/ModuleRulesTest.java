package org.slicedscore.cli;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.testkit.ServiceDeclarations;

/**
 * Holds the rule of dependencies: api ← core ← engine ← cli, experiments, report and spark; api ← catalog ← data ← engine; models,
 * other backends and plug-ins see the api and nothing else.
 */
class ModuleRulesTest {
    private static final String OURS = "org.slicedscore.";
    private static final String API = OURS + "api";
    private static final String CORE = OURS + "core";
    private static final String CATALOG = OURS + "catalog";
    private static final String DATA = OURS + "data";
    private static final String ENGINE = OURS + "engine";
    private static final String REPORT = OURS + "report";
    private static final String CLI = OURS + "cli";
    private static final String EXPERIMENTS = OURS + "experiments";
    private static final String MODELS = OURS + "models";
    private static final String OPENCL = OURS + "gpu.opencl";
    private static final String TESTKIT = OURS + "testkit";
    private static final String VECTOR = "jdk.incubator.vector";

    /** The first three names of an import. */
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?([a-z]+\\.[a-z]+\\.[a-z]+)\\b", Pattern.MULTILINE);

    private static final Pattern IMPORTED_PACKAGE =
            Pattern.compile("^import (?:static )?(org\\.slicedscore(?:\\.[a-z][a-z0-9]*)+)\\.[A-Z]", Pattern.MULTILINE);

    /** What applications use beside the classes that {@code Ssm} names: the entry point itself, exports, blocks shared with others. */
    private static final Set<String> FOR_APPLICATIONS = Set.of(ENGINE, ENGINE + ".export", ENGINE + ".block");

    @Test
    void seesEveryModule() {
        Set<String> names = modules().map(ModuleRulesTest::name).collect(toSet());
        assertTrue(
                names.containsAll(
                        Set.of(API, CORE, CATALOG, DATA, ENGINE, REPORT, CLI, EXPERIMENTS, MODELS, OPENCL, TESTKIT)),
                names::toString);
    }

    @Test
    void theApiDependsOnNothing() {
        assertEquals(Set.of("java.base"), requires(module(API)));
    }

    @Test
    void theShippedModelsSeeTheApiAlone() {
        assertEquals(Set.of("java.base", API), requires(module(MODELS)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void ourModulesFollowTheRule(ModuleReference module) {
        Set<String> ours = requires(module);
        ours.removeIf(name -> !name.startsWith(OURS));
        Set<String> allowed = switch (name(module)) {
            case API -> Set.of();
            case CATALOG, CORE -> Set.of(API);
            case DATA -> Set.of(API, CATALOG);
            case TESTKIT -> Set.of(API, CORE, CATALOG);
            case ENGINE -> Set.of(API, CORE, CATALOG, DATA);
            case REPORT, EXPERIMENTS -> Set.of(API, CORE, CATALOG, DATA, ENGINE);
            case CLI -> Set.of(API, CORE, CATALOG, DATA, ENGINE, TESTKIT);
            default -> Set.of(API);
        };
        assertTrue(allowed.containsAll(ours), () -> name(module) + " requires " + ours + ", may require " + allowed);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void onlyTheCoreRequiresTheVectorApi(ModuleReference module) {
        assertEquals(name(module).equals(CORE), requires(module).contains(VECTOR));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void providersAreDeclaredTwiceAlike(ModuleReference module) {
        ServiceDeclarations.assertConsistent(module);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfProvidersAreNotExported(ModuleReference module) {
        ModuleDescriptor descriptor = module.descriptor();
        Set<String> exported = descriptor.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(toSet());
        Set<String> ofProviders = descriptor.provides().stream()
                .flatMap(provides -> provides.providers().stream())
                .map(provider -> provider.substring(0, provider.lastIndexOf('.')))
                .filter(exported::contains)
                .collect(toSet());
        assertEquals(Set.of(), ofProviders);
    }

    /**
     * A package is exported to all where applications need it, or modules in a layer of their own, which a qualified export does not
     * reach: experiments and the report.
     */
    @ParameterizedTest
    @MethodSource("modules")
    void whatOnlyOurBootModulesUseIsExportedByName(ModuleReference module) throws IOException {
        if (Set.of(API, TESTKIT).contains(name(module))) {
            return; // Plug-ins compile against these.
        }
        Set<String> open = new TreeSet<>(FOR_APPLICATIONS);
        Path root = Path.of(System.getProperty("ssm.root"));
        for (Path sources : List.of(
                root.resolve("ssm-experiments/src/main/java"),
                root.resolve("ssm-report/src/main/java"),
                root.resolve("ssm-engine/src/main/java/org/slicedscore/engine/Ssm.java"),
                root.resolve("ssm-engine/src/main/java/org/slicedscore/engine/SsmModel.java"),
                root.resolve("ssm-engine/src/main/java/org/slicedscore/engine/SsmOptions.java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher imports = IMPORTED_PACKAGE.matcher(Files.readString(file));
                    while (imports.find()) {
                        open.add(imports.group(1));
                    }
                }
            }
        }
        Set<String> exported = module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(toCollection(TreeSet::new));
        exported.removeAll(open);
        assertEquals(Set.of(), exported);
    }

    @Test
    void insideTheCoreOnlyTheSimdBackendNamesTheVectorApi() throws IOException {
        Path sources = Path.of(System.getProperty("ssm.root"), "ssm-core-simd", "src", "main", "java");
        Path allowed = sources.resolve(Path.of("org", "slicedscore", "core", "backend", "simd"));
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> offenders = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(allowed) && !file.endsWith("module-info.java"))
                    .filter(ModuleRulesTest::namesTheVectorApi)
                    .map(sources::relativize)
                    .toList();
            assertEquals(List.of(), offenders);
        }
    }

    /** Spark's jars are no modules, so this one has no descriptor; its place is held by what the sources and the builds name. */
    @Test
    void nothingKnowsOfSparkButItsModule() throws IOException {
        Path root = Path.of(System.getProperty("ssm.root"));
        List<String> offenders = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path module : folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !folder.endsWith("ssm-bom"))
                    .toList()) {
                boolean own = module.endsWith("ssm-spark");
                String build = Files.readString(module.resolve("pom.xml"));
                if (!own && (build.contains("org.apache.spark") || build.contains("<artifactId>ssm-spark"))) {
                    offenders.add(module + "/pom.xml");
                }
                Path sources = module.resolve("src");
                if (!Files.isDirectory(sources)) {
                    continue;
                }
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                            .toList()) {
                        Matcher imports = IMPORT.matcher(Files.readString(file));
                        while (imports.find()) {
                            if (own) {
                                seen.add(imports.group(1));
                            } else if (imports.group(1).matches("org\\.apache\\.spark|org\\.slicedscore\\.spark")) {
                                offenders.add(file.toString());
                            }
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), offenders);
        assertTrue(seen.contains("org.apache.spark"), seen::toString);
        seen.removeIf(name -> !name.startsWith(OURS));
        seen.remove(OURS + "spark");
        assertTrue(Set.of(API, CATALOG, DATA, ENGINE).containsAll(seen), () -> "ssm-spark sees " + seen);
    }

    private static boolean namesTheVectorApi(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.startsWith("*") && !line.startsWith("/"))
                    .anyMatch(line -> line.contains(VECTOR + "."));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Our modules on the class path, and those that ship as plug-ins. */
    static Stream<ModuleReference> modules() {
        String path = System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("ssm.modules.plugins", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(ModuleRulesTest::modulesIn)
                .filter(module -> name(module).startsWith(OURS));
    }

    private static Stream<ModuleReference> modulesIn(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll().stream();
        } catch (FindException e) {
            return Stream.empty(); // No module and no name for an automatic one: none of ours.
        }
    }

    private static ModuleReference module(String name) {
        return modules().filter(module -> name(module).equals(name)).findFirst().orElseThrow();
    }

    private static String name(ModuleReference module) {
        return module.descriptor().name();
    }

    private static Set<String> requires(ModuleReference module) {
        return module.descriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(toCollection(TreeSet::new));
    }
}
