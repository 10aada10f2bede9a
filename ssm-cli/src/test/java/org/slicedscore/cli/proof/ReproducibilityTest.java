package org.slicedscore.cli.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.cli.Main;
import org.slicedscore.cli.Ssm;
import org.slicedscore.cli.proof.Answers.Extent;

/** docs/reproducibility.md, line by line: each promise there has a test here that bears its name, and the other way round. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReproducibilityTest {
    private static final Path PAGE = Path.of(System.getProperty("ssm.root"), "docs", "reproducibility.md");
    private static final Pattern LINE = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);
    private static final String SIMD = "--backend=simd";

    @TempDir
    private static Path folder;

    private static Map<String, String> expected;

    /** The few among the answers. */
    private static Map<String, String> few;

    @BeforeAll
    static void computeOnce() throws IOException {
        expected = Answers.of(Extent.ALL, folder.resolve("expected"), SIMD, "--threads=1");
        few = Map.of("weights-energy", expected.get("weights-energy"), "score", expected.get("score"));
    }

    @Test
    void everyPromiseHasATestAndEveryTestAPromise() throws IOException {
        List<String> promised = LINE.matcher(Files.readString(PAGE))
                .results()
                .map(line -> line.group(1))
                .sorted()
                .toList();
        List<String> tested = Stream.of(ReproducibilityTest.class, EdgesTest.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(method -> method.getAnnotation(Promise.class))
                .filter(promise -> promise != null)
                .map(Promise::value)
                .sorted()
                .toList();
        assertFalse(promised.isEmpty());
        assertEquals(promised, tested);
    }

    @Test
    @Promise("threads")
    void threads() throws IOException {
        assertEquals(expected, Answers.of(Extent.ALL, folder.resolve("threads"), SIMD, "--threads=3"));
    }

    @Test
    @Promise("process")
    void anotherProcessOnAnotherHeapInAnotherCountry() throws Exception {
        List<String> flags = List.of(
                "-XX:+UseSerialGC",
                "-Xmx700m",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-1");
        assertEquals(expected, Child.answers(flags, Extent.ALL, folder.resolve("process"), SIMD));
    }

    @Test
    @Promise("compiler")
    void interpretedOrCompiledByEitherCompiler() throws Exception {
        List<String> flags = List.of("-Xint", "-XX:TieredStopAtLevel=1");
        assertEquals(List.of(few, few), sideBySide(flags));
    }

    @Test
    @Promise("interruption")
    void stoppedAndResumed() throws IOException {
        Path run = folder.resolve("stopped");
        quietly(train("synthetic:two-moons?n=100&seed=1", run, "--steps=2"));
        quietly("train", "--resume=" + run, "--steps=4");
        quietly("train", "--resume=" + run, "--steps=9", "--threads=2");
        Path whole = folder.resolve("whole");
        quietly(train("synthetic:two-moons?n=100&seed=1", whole, "--steps=9"));
        assertArrayEquals(weights(whole), weights(run));
    }

    @Test
    @Promise("records")
    void whatIsWrittenDownOnTheWay() throws IOException {
        Path plain = folder.resolve("plain");
        quietly(train("synthetic:two-moons?n=100&seed=1", plain, "--steps=7"));
        Path noisy = folder.resolve("noisy");
        quietly(train(
                "synthetic:two-moons?n=100&seed=1",
                noisy,
                "--steps=7",
                "--checkpoint-every=2",
                "--tensorboard",
                "--profile",
                "--verbose"));
        assertArrayEquals(weights(plain), weights(noisy));
    }

    @Test
    @Promise("company")
    void aRowDoesNotKnowWhichOthersAreScoredWithIt() throws IOException {
        Path rows = folder.resolve("rows.csv");
        quietly("sample", expectedRun("energy"), "--n=300", "--chains=4", "--burn-in=5", "--thin=1", "--out=" + rows);
        List<String> lines = Files.readAllLines(rows);
        for (String model : List.of("energy", "noise", "kernel")) {
            // a log-density from noise levels takes milliseconds
            int[] cuts = model.equals("noise") ? new int[] {1, 2, 9, 30} : new int[] {1, 2, 10, 270, 301};
            List<String> together = values(model, lines.subList(0, cuts[cuts.length - 1]));
            List<String> apart = new ArrayList<>();
            for (int i = 1; i < cuts.length; i++) {
                List<String> part = new ArrayList<>(List.of(lines.getFirst()));
                part.addAll(lines.subList(cuts[i - 1], cuts[i]));
                apart.addAll(values(model, part));
            }
            assertEquals(together, apart, model);
        }
    }

    /** The lines that `score` prints, without the number of the row. */
    private static List<String> values(String model, List<String> lines) throws IOException {
        Path file = folder.resolve("part.csv");
        Files.write(file, lines);
        return quietly("score", expectedRun(model), "--data=" + file, "--vector", SIMD)
                .lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',')))
                .toList();
    }

    @Test
    @Promise("file-format")
    void theSameRowsFromTextAndFromArrays() throws IOException {
        List<byte[]> weights = new ArrayList<>();
        for (String ending : List.of("csv", "tsv.gz", "npy", "npz")) {
            Path rows = folder.resolve("same." + ending);
            quietly(
                    "sample",
                    expectedRun("energy"),
                    "--n=100",
                    "--chains=4",
                    "--burn-in=5",
                    "--thin=1",
                    "--out=" + rows);
            Path run = folder.resolve("from-" + ending);
            quietly(train(rows.toString(), run, "--steps=4"));
            weights.add(weights(run));
        }
        weights.forEach(other -> assertArrayEquals(weights.getFirst(), other));
    }

    @Test
    @Promise("vector-width")
    void asManyLanesAsAnotherProcessorHas() throws Exception {
        List<Map<String, String>> narrow = sideBySide(List.of("-XX:MaxVectorSize=16", "-Dssm.simd.bits=128"));
        assertEquals(narrow.getFirst(), narrow.getLast());
    }

    /** The few answers of two other processes, each with a flag of its JVM. */
    private static List<Map<String, String>> sideBySide(List<String> flags) throws Exception {
        List<Callable<Map<String, String>>> children = new ArrayList<>();
        for (String flag : flags) {
            Path own = folder.resolve("with" + flag.replaceAll("\\W", "-"));
            children.add(() -> Child.answers(List.of(flag), Extent.FEW, own, SIMD));
        }
        List<Map<String, String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Map<String, String>> child : threads.invokeAll(children)) {
                answers.add(child.get());
            }
        }
        return answers;
    }

    @Test
    @Promise("reference")
    void theReferenceBackendOnAnyProcessor() throws Exception {
        String reference = "--backend=reference";
        assertEquals(
                Answers.of(Extent.FEW, folder.resolve("reference"), reference),
                Child.answers(
                        List.of("-XX:MaxVectorSize=16", "-XX:-UseFMA", "-Xint"),
                        Extent.FEW,
                        folder.resolve("reference-elsewhere"),
                        reference));
    }

    @Test
    @Promise("other-vectors")
    void otherLanesAndNoFusedMultiplyAddRoundDifferently() throws Exception {
        List<String> args = scoring("energy", SIMD);
        double[] here = numbers(quietly(args.toArray(String[]::new)));
        double[] there = numbers(Child.run(List.of("-Dssm.simd.bits=128", "-Dssm.simd.fma=false"), Main.class, args));
        close(here, there, "fewer lanes");
    }

    @Test
    @Promise("backends")
    void backendsAgree() {
        for (String model : List.of("energy", "noise", "field", "exact", "mixture", "flow", "kernel")) {
            double[] simd = numbers(quietly(scoring(model, SIMD).toArray(String[]::new)));
            double[] reference =
                    numbers(quietly(scoring(model, "--backend=reference").toArray(String[]::new)));
            close(reference, simd, model);
        }
    }

    /** The tolerance that the page states. */
    private static void close(double[] a, double[] b, String what) {
        assertEquals(a.length, b.length, what);
        assertNotEquals(0, a.length, what);
        double scale = Arrays.stream(a).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], 1e-4 * scale, what + ", number " + i);
        }
    }

    private static List<String> scoring(String model, String... more) {
        boolean wide = List.of("field", "exact").contains(model);
        String data = wide ? "synthetic:gaussian?d=5&n=10&seed=9" : "synthetic:two-moons?n=10&seed=9";
        List<String> args = new ArrayList<>(List.of("score", expectedRun(model), "--data=" + data, "--vector"));
        args.addAll(List.of(more));
        return args;
    }

    private static double[] numbers(String csv) {
        return csv.lines()
                .skip(1)
                .flatMap(line -> Stream.of(line.split(",")).skip(1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String expectedRun(String name) {
        return folder.resolve("expected").resolve(name).toString();
    }

    private static byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("model.safetensors"));
    }

    private static String[] train(String data, Path run, String... more) {
        String[] common = {
            "train",
            "--data=" + data,
            "--model=mlp-energy",
            "--model.hidden=9,17",
            "--batch-size=40",
            "--out=" + run,
            SIMD
        };
        return with(common, more);
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    private static String quietly(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), () -> String.join(" ", args) + ": " + result.err());
        return result.out();
    }
}
