package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip, unpacked elsewhere: the command works with a JDK alone; authors build the examples and the skeletons against the
 * repository in it, outside of the reactor, and drop them in.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is a shell script")
class DistributionTest {
    private static final Path ROOT = Path.of(System.getProperty("ssm.root"));
    private static final List<String> EXAMPLES = List.of("banana-model", "sparse-projection", "tiny-backend");
    private static final List<String> KINDS = List.of(
            "model",
            "projection",
            "objective",
            "optimizer",
            "sampler",
            "generator",
            "detector",
            "exporter",
            "format",
            "backend");
    /** Maven, and a JVM for the tests of each project, are over before a second compiler would have helped. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final String[] DATA = {"--data", "synthetic:banana?n=300"};

    private static final String[] TRAIN = with(with(new String[] {"train"}, DATA), "--steps", "30", "--seed", "1");

    @TempDir
    private static Path work;

    private static Path home;
    private static Path authors;
    private static Commands commands;

    @BeforeAll
    static void unpackAndBuild() throws Exception {
        commands = new Commands(work);
        home = Commands.unzip(
                Path.of(System.getProperty("ssm.zip")), Files.createDirectories(work.resolve("installed")));
        authors = Files.createDirectories(work.resolve("authors"));
        for (String example : EXAMPLES) {
            Commands.copy(ROOT.resolve("examples").resolve(example), authors.resolve(example));
        }
        for (String kind : KINDS) {
            ssm(
                    0,
                    "plugins",
                    "new",
                    kind,
                    "my-" + kind,
                    "--dir",
                    authors.resolve("new-" + kind).toString());
        }
        build();
    }

    /** All projects in one call of Maven, with a local repository of their own. */
    private static void build() throws Exception {
        String modules = Stream.concat(EXAMPLES.stream(), KINDS.stream().map(k -> "new-" + k))
                .map(m -> "<module>" + m + "</module>")
                .collect(Collectors.joining());
        Files.writeString(authors.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                    <modelVersion>4.0.0</modelVersion>
                    <groupId>authors</groupId>
                    <artifactId>all</artifactId>
                    <version>1</version>
                    <packaging>pom</packaging>
                    <modules>%s</modules>
                </project>
                """.formatted(modules));
        Files.writeString(Files.createDirectories(authors.resolve(".mvn")).resolve("jvm.config"), QUICK);
        Path settings = work.resolve("settings.xml");
        Files.writeString(settings, settings());
        Commands.Result built = commands.run(
                authors,
                List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "-q",
                        "-T",
                        "2",
                        "-gs",
                        settings.toString(),
                        "-Dmaven.repo.local=" + work.resolve("m2"),
                        "-DargLine=" + QUICK,
                        "package"));
        assertEquals(0, built.code(), built::all);
    }

    /**
     * Where Maven looks: for ssm in the distribution, for the rest among what the build of ssm has fetched, and last in Maven
     * Central.
     */
    private static String settings() {
        StringBuilder repositories = new StringBuilder();
        for (Path place : List.of(home.resolve("repository"), Path.of(System.getProperty("ssm.local.repository")))) {
            repositories.append(
                    """
                    <X><id>%s</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></X>
                    """.formatted(place.equals(home.resolve("repository")) ? "ssm" : "fetched", place.toUri()));
        }
        return """
                <settings><profiles><profile><id>here</id>
                <repositories>%s</repositories><pluginRepositories>%s</pluginRepositories>
                </profile></profiles><activeProfiles><activeProfile>here</activeProfile></activeProfiles></settings>
                """.formatted(
                        repositories.toString().replace("X>", "repository>"),
                        repositories.toString().replace("X>", "pluginRepository>"));
    }

    private static Commands.Result ssm(int code, String... args) throws IOException, InterruptedException {
        return commands.ssm(code, home, args);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static Path jar(String project) {
        return authors.resolve(project).resolve("target").resolve(project + "-1.0.jar");
    }

    /** ssm-spark is a jar for clusters; the command has nothing to do with it. */
    @Test
    void theZipHoldsNothingOfSpark() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<String> found = files.map(file -> home.relativize(file).toString())
                    .filter(file -> file.matches(".*(spark|scala|hadoop|log4j).*"))
                    // a module of the build, in the list of versions and in the parent of all
                    .filter(file -> !file.endsWith(".pom") && !file.endsWith(".md"))
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    @Test
    void theLayout() throws IOException {
        Set<String> folders = names(home);
        assertTrue(
                folders.containsAll(Set.of("bin", "lib", "plugins", "conf", "repository", "share", "LICENSE")),
                folders::toString);
        assertTrue(Files.exists(home.resolve("share/man/man1/ssm-train.1")));
        String completion = Files.readString(home.resolve("share/bash-completion/completions/ssm"));
        assertTrue(completion.contains("mlp-energy"), "the ids of the plug-ins that ship are proposed");
        Set<String> lib = names(home.resolve("lib"));
        assertTrue(lib.stream().noneMatch(n -> n.startsWith("ssm-models") || n.startsWith("junit")), lib::toString);
        Set<String> plugins = names(home.resolve("plugins"));
        assertTrue(plugins.stream().anyMatch(n -> n.startsWith("ssm-models")), plugins::toString);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void projectsOutsideOfTheReactorPassTheirContractTests() throws IOException {
        Pattern counts = Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0, Skipped: (\\d+)");
        for (String project : Stream.concat(EXAMPLES.stream(), KINDS.stream().map(k -> "new-" + k))
                .toList()) {
            Path reports = authors.resolve(project).resolve("target/surefire-reports");
            try (Stream<Path> files = Files.list(reports)) {
                Path report = files.filter(f -> f.toString().endsWith(".txt"))
                        .findFirst()
                        .orElseThrow();
                Matcher m = counts.matcher(Files.readString(report));
                assertTrue(m.find(), () -> project + ": no test report in " + report);
                int ran = Integer.parseInt(m.group(1)) - Integer.parseInt(m.group(2));
                assertTrue(ran >= 5, () -> project + ": only " + ran + " checks ran");
            }
        }
    }

    @Test
    void examplesAreShort() throws IOException {
        for (String example : EXAMPLES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve("examples/" + example + "/src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    assertTrue(Files.readAllLines(file).size() < 100, file::toString);
                }
            }
        }
    }

    @Test
    void aModelIsDroppedInUsedAndRemoved() throws Exception {
        String run = work.resolve("runs/banana").toString();
        Commands.Result unknown = ssm(2, trainBanana(run));
        assertTrue(unknown.err().contains("unknown model 'banana'"), unknown::all);
        Path dropped = Files.copy(jar("banana-model"), home.resolve("plugins/banana-model-1.0.jar"));
        try {
            Commands.Result listed = ssm(0, "plugins");
            assertTrue(
                    listed.out().lines().anyMatch(l -> l.matches("model +banana +example +1\\.0 +ready .*")),
                    listed::all);
            Commands.Result described = ssm(0, "plugins", "describe", "banana");
            assertTrue(described.out().contains("--model.bend"), described::all);
            ssm(0, trainBanana(run));
            Commands.Result scored = ssm(0, with(new String[] {"score", run}, DATA));
            assertEquals(301, scored.out().lines().count(), scored::all);
        } finally {
            Files.delete(dropped);
        }
        Commands.Result missing = ssm(2, with(new String[] {"score", run}, DATA));
        assertTrue(missing.err().contains("needs the model 'banana' of example, version 1.0"), missing::all);
        assertTrue(missing.err().contains("banana-model-1.0.jar, which is not there now"), missing::all);
        assertEquals("", missing.out());
    }

    private static String[] trainBanana(String run) {
        return with(TRAIN, "--model", "banana", "--out", run);
    }

    @Test
    void aProjectionAndABackendAreDroppedIn() throws Exception {
        Path folder = Files.createDirectories(work.resolve("more-plugins"));
        Files.copy(jar("sparse-projection"), folder.resolve("sparse.jar"));
        Files.copy(jar("tiny-backend"), folder.resolve("tiny.jar"));
        Commands.Result trained = ssm(
                0,
                with(
                        TRAIN,
                        "--plugins",
                        folder.toString(),
                        "--model",
                        "gaussian",
                        "--projection",
                        "sparse-signs",
                        "--projection.density",
                        "0.25",
                        "--backend",
                        "tiny",
                        "--out",
                        work.resolve("runs/tiny").toString()));
        assertTrue(trained.err().contains("backend tiny on heap"), trained::all);
    }

    /** No variable names a locale here; the shell writes the letter, for this JVM may have no byte for it either. */
    @Test
    void namesOfFilesWorkWithoutALocale() throws Exception {
        String script = "ssm=$1; run=$(printf 'runs/l\\303\\266c'); shift; "
                + "\"$ssm\" \"$@\" --out \"$run\" && \"$ssm\" evaluate \"$run\" && [ -d \"$run\" ]";
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", script, "sh", home.resolve("bin/ssm").toString()));
        command.addAll(List.of(with(TRAIN, "--model", "gaussian")));
        Commands.Result result = commands.run(work, command);
        assertEquals(0, result.code(), result::all);
    }

    /** Only the launcher can choose a JVM's heap. */
    @Test
    void memoryIsTheHeapOfTheJvm() throws Exception {
        for (String[] option : new String[][] {{"--memory", "640m"}, {"--memory=640m"}}) {
            Commands.Result limited = ssm(0, with(new String[] {"doctor"}, option));
            assertTrue(limited.out().contains("heap up to 0.6 GiB"), limited::all);
        }
        Commands.Result none = ssm(2, "doctor", "--memory", "640");
        assertTrue(none.err().contains("--memory: found '640', expected a size such as 800m"), none::all);
        Commands.Result little = ssm(2, "doctor", "--memory", "8m");
        assertTrue(little.err().contains("from 64m"), little::all);
    }

    @Test
    void theCommandVerifiesWhatAuthorsBuilt() throws Exception {
        Commands.Result good = ssm(0, "plugins", "verify", jar("banana-model").toString());
        assertTrue(good.out().contains("OK  " + jar("banana-model")), good::all);
        assertFalse(good.out().contains("FAILED"), good::all);
    }

    @Test
    void theBillOfMaterialsNamesAllThatIsPublished() throws IOException {
        Path repository = home.resolve("repository/org/slicedscore");
        String version = System.getProperty("ssm.version");
        String bom = Files.readString(repository.resolve("ssm-bom/" + version + "/ssm-bom-" + version + ".pom"));
        assertTrue(bom.contains("<version>" + version + "</version>"), bom);
        Set<String> named = new TreeSet<>(Pattern.compile("<artifactId>(ssm-[a-z-]+)</artifactId>")
                .matcher(bom)
                .results()
                .map(m -> m.group(1))
                .toList());
        Set<String> shipped = names(repository);
        shipped.remove("ssm");
        assertEquals(shipped, named);
    }
}
