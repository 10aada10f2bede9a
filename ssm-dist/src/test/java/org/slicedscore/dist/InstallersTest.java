package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the profile {@code installers} makes, unpacked and used: the Debian package with a Java that is there, the image on a machine
 * without one. Needs {@code dpkg-deb} and {@code tar}.
 */
@Tag("installers")
class InstallersTest {
    private static final Path TARGET = Path.of(System.getProperty("ssm.installers"));
    private static final String VERSION = System.getProperty("ssm.version");
    private static final Path DEB = TARGET.resolve("slicedscore_" + VERSION + "_all.deb");
    private static final Path IMAGE =
            TARGET.resolve("ssm-" + VERSION + "-" + System.getProperty("ssm.platform") + ".tar.gz");

    /** What an image may weigh when it is unpacked. */
    private static final long MOST = 90L << 20;

    private static final Path TABLES =
            Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");

    @TempDir
    private static Path work;

    private static Path installed;
    private static Path image;
    private static Commands commands;

    @BeforeAll
    static void unpack() throws Exception {
        commands = new Commands(work);
        installed = work.resolve("deb");
        done(commands.run(work, List.of("dpkg-deb", "-x", DEB.toString(), installed.toString())));
        Path folder = Files.createDirectories(work.resolve("image"));
        done(commands.run(work, List.of("tar", "xzf", IMAGE.toString(), "-C", folder.toString())));
        image = folder.resolve("ssm-" + VERSION);
    }

    private static Commands.Result done(Commands.Result result) {
        assertEquals(0, result.code(), result::all);
        return result;
    }

    /** Trains, writes a page on it, learns what is normal, and judges rows. */
    private static void use(String name, List<String> command) throws Exception {
        String rows = "synthetic:banana?n=400";
        Path folder = Files.createDirectories(work.resolve(name));
        done(ssm(folder, command, "train", "--data", rows, "--steps", "20", "--out", "runs/b"));
        done(ssm(folder, command, "report", "runs/b"));
        assertTrue(Files.readString(folder.resolve("runs/b/report.html")).contains("<svg"));
        Path parquet = TABLES.resolve("mixed.parquet");
        Commands.Result table = done(ssm(folder, command, "data", parquet.toString()));
        assertTrue(table.out().contains("2,100 rows, 10 columns"), table::all);
        Path lz4 = TABLES.resolve("lz4.parquet");
        Commands.Result read = ssm(folder, command, "data", lz4.toString());
        assertTrue(read.err().contains("a different whole number in every row"), read::all);
        done(ssm(folder, command, "detect", "fit", rows, "--detectors", "knn", "--out", "runs/d"));
        Commands.Result judged = done(ssm(folder, command, "detect", "runs/d", "--data", rows));
        assertEquals(401, judged.out().lines().count(), judged::all);
        assertTrue(judged.out().startsWith("row,p_value,anomaly"), judged::all);
    }

    private static Commands.Result ssm(Path folder, List<String> command, String... args) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(args));
        return commands.run(folder, all);
    }

    /** A machine where no Java is to be found. */
    private static List<String> withoutJava(Path program) {
        return List.of("env", "-u", "JAVA_HOME", "PATH=/usr/bin:/bin", "SSM_JDK_ROOTS=" + work, program.toString());
    }

    @Test
    void theDebianPackagePutsEverythingInItsPlace() throws Exception {
        for (String file : List.of(
                "usr/share/man/man1/ssm.1",
                "usr/share/man/man1/ssm-train.1",
                "usr/share/bash-completion/completions/ssm",
                "usr/share/zsh/vendor-completions/_ssm",
                "usr/share/fish/vendor_completions.d/ssm.fish",
                "usr/share/doc/slicedscore/copyright",
                "usr/share/ssm/conf/jvm.options",
                "etc/ssm/jvm.options")) {
            assertTrue(Files.isRegularFile(installed.resolve(file)), file);
        }
        assertEquals(
                "/etc/ssm/jvm.options",
                done(commands.run(work, List.of("dpkg-deb", "-I", DEB.toString(), "conffiles")))
                        .out()
                        .strip());
        use("with-deb", List.of(installed.resolve("usr/bin/ssm").toString()));
    }

    @Test
    void theDebianPackageSaysWhatIsMissing() throws Exception {
        Commands.Result result = ssm(work, withoutJava(installed.resolve("usr/bin/ssm")), "--version");
        // the Java that Debian has on the PATH may be one that serves
        if (result.code() != 0) {
            assertTrue(result.err().contains("Java 25 is needed and none was found"), result::all);
            assertEquals(1, result.err().lines().count(), result::all);
        }
    }

    @Test
    void theOverviewNeedsNoJava() throws Exception {
        for (Path launcher : List.of(installed.resolve("usr/bin/ssm"), image.resolve("bin/ssm"))) {
            Commands.Result help = done(ssm(work, withoutJava(launcher), "--help"));
            assertTrue(help.out().contains("Usage: ssm VERB"), help::all);
        }
    }

    @Test
    void theImageNeedsNoJava() throws Exception {
        long size = 0;
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        assertTrue(size < MOST, "the image weighs " + (size >> 20) + " MB");
        List<String> command = withoutJava(image.resolve("bin/ssm"));
        use("with-image", command);
        Commands.Result doctor = ssm(work, command, "doctor");
        assertTrue(doctor.out().contains(image.resolve("plugins").toString()), doctor::all);
        assertTrue(Files.exists(image.resolve("runtime/release")));
    }

    @Test
    void theChecksumsAndTheBillOfMaterialsAreComplete() throws Exception {
        List<String> lines = Files.readAllLines(TARGET.resolve("SHA256SUMS"));
        List<String> names =
                lines.stream().map(l -> l.replaceFirst("^\\S+ [ *]", "")).toList();
        assertEquals(4, lines.size(), lines::toString);
        for (String line : lines) {
            Path file = TARGET.resolve(line.replaceFirst("^\\S+ [ *]", ""));
            assertTrue(line.startsWith(sha256(file)), line);
        }
        assertTrue(names.contains(DEB.getFileName().toString()), names::toString);
        assertTrue(names.contains(IMAGE.getFileName().toString()), names::toString);
        String bill = Files.readString(TARGET.resolve("ssm-" + VERSION + "-sbom.json"));
        try (Stream<Path> jars = Files.walk(image.resolve("lib"))) {
            List<String> missing = jars.map(j -> j.getFileName().toString())
                    .filter(n -> n.endsWith(".jar"))
                    .map(n -> n.replaceFirst("-[0-9][^-]*\\.jar$", ""))
                    .filter(n -> !bill.contains("\"name\" : \"" + n + "\""))
                    .collect(Collectors.toList());
            assertEquals(List.of(), missing);
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
