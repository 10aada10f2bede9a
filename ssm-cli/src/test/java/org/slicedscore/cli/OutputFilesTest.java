package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs write: no file that is there is lost, a name is what it promises, and warnings are seen. */
class OutputFilesTest {
    @TempDir
    private static Path runs;

    private static String run;
    private static Path learned;

    @TempDir
    private Path folder;

    private Path mine;

    @BeforeAll
    static void train() throws IOException {
        run = runs.resolve("run").toString();
        learned = Files.writeString(runs.resolve("learned.csv"), rows(60));
        ok("train", "--data", learned.toString(), "--model", "gaussian", "--steps", "20", "--out", run);
    }

    @BeforeEach
    void write() throws IOException {
        mine = Files.writeString(folder.resolve("mine.csv"), rows(9));
    }

    private static String rows(int count) {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < count; i++) {
            text.append(Math.sin(9 * i))
                    .append(',')
                    .append(Math.cos(7.0 * i * i))
                    .append('\n');
        }
        return text.toString();
    }

    private static Ssm.Result ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static void refused(String why, Path unharmed, String... args) throws IOException {
        byte[] before = Files.readAllBytes(unharmed);
        Ssm.Result result = Ssm.run(args);
        assertEquals(2, result.code(), String.join(" ", args) + ": " + result.err());
        assertTrue(result.err().contains(why), result.err());
        assertArrayEquals(before, Files.readAllBytes(unharmed));
    }

    private static String[] sample(Path out, String... more) {
        List<String> args = new ArrayList<>(List.of("sample", run, "--n", "20", "--out", out.toString()));
        args.addAll(Arrays.asList(more));
        return args.toArray(String[]::new);
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        refused("a file is there already; choose another name, or replace it with --force", mine, sample(mine));
        refused("a file is there already", mine, "score", run, "--data", learned.toString(), "--out", mine.toString());
        ok(sample(mine, "--force"));
        assertEquals(21, Files.readAllLines(mine).size());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
    void anInputIsNeverReplacedUnderWhateverName() throws IOException {
        Path hard = Files.createLink(folder.resolve("hard.csv"), mine);
        Path soft = Files.createSymbolicLink(folder.resolve("soft.csv"), mine);
        Path round = folder.resolve("../" + folder.getFileName() + "/mine.csv");
        for (Path name : List.of(mine, hard, soft, round)) {
            for (String force : List.of("--quiet", "--force")) {
                refused(
                        "a file that this command reads",
                        mine,
                        "score",
                        run,
                        "--data",
                        mine.toString(),
                        force,
                        "--out",
                        name.toString());
            }
        }
        refused("a file that this command reads", learned, sample(learned, "--force"));
        Path config = Path.of(run, "config.json");
        refused("a file that this command reads", config, sample(config, "--force", "--format", "csv"));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("nowhere"));
        assertEquals(2, Ssm.run(sample(dangling)).code());
    }

    /** What was written is read back with its own name alone. */
    @Test
    void aNameIsWhatItPromises() throws IOException {
        for (String name : List.of("s.csv", "s.tsv", "s.npy", "s.npz", "s.csv.gz", "s.TSV.GZ", "s.npy.gz")) {
            Path file = folder.resolve(name);
            ok(sample(file, "--seed", "4"));
            byte[] bytes = Files.readAllBytes(file);
            assertEquals(name.toLowerCase().endsWith(".gz"), bytes[0] == 0x1f && bytes[1] == (byte) 0x8b, name);
            assertEquals(name.endsWith(".npz"), bytes[0] == 'P' && bytes[1] == 'K', name);
            assertEquals(
                    21,
                    ok("score", run, "--data", file.toString()).out().lines().count(),
                    name);
        }
        assertTrue(Files.readString(folder.resolve("s.tsv")).startsWith("a\tb\n"));
        for (String name : List.of("s.json", "s.txt", "s", "s.gz", "s.csv.zip")) {
            assertEquals(2, Ssm.run(sample(folder.resolve(name))).code(), name);
            assertFalse(Files.exists(folder.resolve(name)), name);
        }
        ok(sample(folder.resolve("s.txt"), "--format", "csv"));
        assertEquals(
                2, Ssm.run(sample(folder.resolve("t.csv"), "--format", "npy")).code());
    }

    @Test
    void aDashIsStandardOutput() {
        String rows = ok("sample", run, "--n", "20").out();
        assertEquals(rows, ok(sample(Path.of("-"))).out());
        assertFalse(Files.exists(Path.of("-")));
        assertEquals(
                10,
                ok("score", run, "--data", mine.toString(), "--out", "-")
                        .out()
                        .lines()
                        .count());
    }

    @Test
    void aWarningIsSeenEvenWhenQuiet() {
        Ssm.Result stuck =
                ok("sample", run, "--n", "40", "--sampler", "mala", "--step-size", "1e6", "--chains", "4", "-q");
        assertEquals(41, stuck.out().lines().count());
        assertEquals(1, stuck.errors().size(), stuck.err());
        assertTrue(stuck.err().startsWith("WARNING: acceptance is 0.000"), stuck.err());
        assertTrue(stuck.err().contains("give a --step-size far below 1"), stuck.err());
        Ssm.Result slow = ok(
                "sample",
                run,
                "--n",
                "100",
                "--sampler",
                "mala",
                "--step-size",
                "0.01",
                "--burn-in",
                "0",
                "--chains",
                "10",
                "-q");
        assertTrue(slow.err().startsWith("WARNING: R-hat is above"), slow.err());
        Ssm.Result one =
                ok("sample", run, "--n", "9", "--sampler", "mala", "--step-size", "1e6", "--chains", "1", "-q");
        assertTrue(one.err().contains("--step-size"), one.err());
    }

    @Test
    void rowsBeyondTheRangeOfFloatAreDefined() throws IOException {
        Path far = Files.writeString(folder.resolve("far.csv"), "a,b\n0,0\n1e30,0\n0,-1e45\n1e300,-1e300\n1,1\n");
        Ssm.Result scored = ok("score", run, "--data", far.toString(), "--vector", "-q");
        assertFalse(scored.out().contains("NaN"), scored.out());
        List<String> lines = scored.out().lines().toList();
        assertTrue(lines.get(3).startsWith("2,-Infinity,Infinity,"), scored.out());
        assertTrue(lines.get(4).endsWith("-Infinity,Infinity"), scored.out());
        assertFalse(lines.get(5).contains("Infinity"), scored.out());
        assertEquals(1, scored.errors().size(), scored.err());
        assertTrue(scored.err().matches("WARNING: [23] of 5 rows .* the first is row [12]; .*\\n"), scored.err());
        Ssm.Result evaluated = ok("evaluate", run, "--data", far.toString(), "-q");
        assertTrue(evaluated.out().contains("No verdict: the losses of"), evaluated.out());
        assertTrue(evaluated.out().contains("not finite") && !evaluated.out().contains("NaN"), evaluated.out());
        assertFalse(evaluated.out().contains("Lower is better"), evaluated.out());
    }

    @Test
    void aRunWithoutHeldOutRowsIsEvaluatedOnItsOwn() {
        String all = folder.resolve("all").toString();
        ok(
                "train",
                "--data",
                learned.toString(),
                "--model",
                "gaussian",
                "--steps",
                "20",
                "--validation",
                "0",
                "--out",
                all);
        String own = ok("evaluate", all, "--data", learned.toString()).out();
        assertTrue(own.startsWith("60 rows (the rows that the run was trained on, for it held out none)"), own);
        assertTrue(own.contains("No verdict: the model learned from these rows."), own);
        Ssm.Result without = Ssm.run("evaluate", all);
        assertEquals(2, without.code());
        assertTrue(
                without.err().contains("--data: the run held out no rows (--validation 0, --test 0); give rows"),
                without.err());
    }
}
