package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs every bad input against the command and holds docs/errors.md to what is printed. {@code -Dssm.errors.write=true} writes
 * the table anew.
 */
@Isolated("reads docs/errors.md, and writes it on request")
class ErrorTableTest {
    private static final String DATA = "train --out new --data ";
    private static final String TRAIN = "train --out new --data good.csv ";

    /** One bad input: what is wrong, the command, the exit code, and variables of the environment. */
    private record Case(String title, String command, int code, Map<String, String> environment) {}

    private final List<Object> table = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A read-only folder; where the user may write anywhere, one that takes no files of anybody. */
    private String unwritable = "read-only";

    private void section(String title) {
        table.add(title);
    }

    private void bad(String title, String command, int code) {
        table.add(new Case(title, command, code, Map.of()));
    }

    private void cases() {
        section("Files");
        bad("a missing file", DATA + "missing.csv", 3);
        bad("a directory", DATA + "folder", 3);
        bad("an empty file", DATA + "empty.csv", 3);
        bad("a header and nothing else", DATA + "header-only.csv", 3);
        bad("ragged rows", DATA + "ragged.csv", 3);
        bad("text in a number column", DATA + "text.csv", 3);
        bad("text that is not UTF-8", DATA + "latin1.csv", 3);
        bad("separators between thousands", DATA + "thousands.csv", 3);
        bad("a title above the header", DATA + "title.csv", 3);
        bad("a missing value that is refused", DATA + "nan.csv --missing error", 3);
        bad("infinite", DATA + "infinite.csv", 3);
        bad("a truncated gzip file", DATA + "truncated.csv.gz", 3);
        bad("a truncated NPY file", DATA + "truncated.npy", 3);
        bad("a foreign file named .npy", DATA + "foreign.npy", 3);
        bad("an NPY file with a broken header", DATA + "broken-header.npy", 3);
        bad("NPY of the wrong type: complex", DATA + "complex.npy", 3);
        bad("NPY of the wrong type: objects", DATA + "objects.npy", 3);
        bad("NPY of the other byte order, which is read", "train --explain --data big-endian.npy", 0);
        bad("NPY in Fortran order, which is read", "train --explain --data fortran.npy", 0);
        bad("a truncated NPZ file", DATA + "truncated.npz", 3);
        bad("an NPZ file without arrays", DATA + "foreign.npz", 3);
        bad("a truncated IDX file", DATA + "truncated-idx2-ubyte", 3);
        bad("a foreign IDX file", DATA + "foreign-idx2-ubyte", 3);
        bad("a truncated Parquet file", DATA + "truncated.parquet", 3);
        bad("a truncated image", DATA + "truncated.png", 3);
        bad("a nested column of a Parquet file", DATA + "nested.parquet", 3);

        section("Rows");
        bad("one row", DATA + "one-row.csv", 3);
        bad("one row and none held out", DATA + "one-row.csv --validation 0", 3);
        bad("no row left to hold out", "train --out new --data good.csv --validation 0.001", 3);
        bad("one column constant, which is kept out", "train --explain --data constant.csv", 0);
        bad("all rows the same", DATA + "same-rows.csv", 3);
        bad("duplicated rows, which get noise", "train --explain --data some-rows-twice.csv", 0);
        bad("a column that is not there", TRAIN + "--columns a,c", 2);
        bad("a label that is not there", TRAIN + "--label c", 2);
        bad("a kind that is none", TRAIN + "--kind a=word", 2);
        bad("a kind that the values are not", TRAIN + "--kind a=time", 3);
        bad("a data set that is not there", DATA + "builtin:redwin", 2);
        bad("a density that is not there", DATA + "synthetic:two-moon", 2);
        bad("an unknown parameter of a density", DATA + "synthetic:rings?sigm=1", 2);
        bad("no rows given", "train --out new", 2);

        section("Names and values");
        bad("an unknown verb", "trian --data good.csv", 2);
        bad("help on an unknown verb", "help plugins descrbe", 2);
        bad("help on a verb of a verb that has none", "help train twice", 2);
        bad("an unknown flag", TRAIN + "--bach-size 3", 2);
        bad("an unknown model", TRAIN + "--model mlp-enrgy", 2);
        bad("an unknown objective", TRAIN + "--objective ssmvr", 2);
        bad("an unknown projection", TRAIN + "--projection spher", 2);
        bad("an unknown optimiser", TRAIN + "--optimizer adm", 2);
        bad("an unknown option of a plug-in", TRAIN + "--model.hiden 3", 2);
        bad("a wrong value of a plug-in's option", TRAIN + "--model.hidden 12,x", 2);
        bad("an unknown kind of plug-in", TRAIN + "--modle.hidden 3", 2);
        bad("an unknown backend", TRAIN + "--backend simdd", 4);
        bad("an unknown device", TRAIN + "--backend reference:7", 4);
        bad("an impossible batch size: zero", TRAIN + "--batch-size 0", 2);
        bad("an impossible batch size: more than there are rows", TRAIN + "--batch-size 5000", 2);
        bad("an impossible batch size: no number", TRAIN + "--batch-size many", 2);
        bad("an impossible share to hold out", TRAIN + "--validation 1", 2);
        bad("an impossible learning rate", TRAIN + "--lr 0", 2);
        bad("an impossible seed", TRAIN + "--seed now", 2);
        bad("a vendor that has no such plug-in", TRAIN + "--model acme:gmm", 2);
        bad("a vendor that has no such backend", TRAIN + "--backend acme:simd", 4);
        bad("a folder of plug-ins that is not there", TRAIN + "--plugins none", 2);
        table.add(new Case("the same in a variable", TRAIN.strip(), 2, Map.of("SSM_PLUGINS", "none")));
        bad("a size of memory that is none", TRAIN + "--memory 1gb", 2);
        bad("an option without its value", "train --data good.csv --out", 2);
        bad("an activation without curvature", TRAIN + "--model mlp-energy --model.activation relu", 2);
        bad("impossible noise", TRAIN + "--noise loud", 2);
        bad("likelihood of a model without a normaliser", TRAIN + "--model mlp-energy --objective mle", 2);
        bad("a score field where a log-density is needed", TRAIN + "--model mlp-score --objective cp", 2);
        bad(
                "more orthogonal directions than columns",
                TRAIN + "--model mlp-energy --projection orthogonal --projections 99",
                2);
        bad("halves of one column", TRAIN + "--columns 1 --model nice", 2);
        bad("half a batch of one row", TRAIN + "--model dkef --batch-size 1", 2);

        section("Strange rows");
        bad("no rows to learn from", "detect fit", 2);
        bad("too few rows", "detect fit one-row.csv --out new", 3);
        bad("an unknown detector", "detect fit good.csv --out new --detectors knnn", 2);
        bad("an unknown option of a detector", "detect fit good.csv --out new --detectors knn?kk=3", 2);
        bad("an impossible share of strange rows", "detect fit good.csv --out new --contaminated 0.7", 2);
        bad("no detector", "detect --data good.csv", 2);
        bad("a detector that is not there", "detect none --data good.csv", 3);
        bad("a model where a detector is needed", "detect earlier --data good.csv", 3);
        bad("two rules", "detect none --data good.csv --alpha 0.1 --fdr 0.1", 2);
        bad("an impossible level", "detect none --data good.csv --alpha 2", 2);
        bad("reasons in a format of numbers", "detect none --data good.csv --format npy", 2);

        section("Export");
        bad("an unknown exporter", "export earlier --format onx", 2);
        bad("an option that it does not have", "export earlier --format onnx?opset=9", 2);
        bad("no such run", "export missing", 3);
        bad("a file in the run", "export earlier --out earlier/model.safetensors --force", 2);
        bad("a file that is there", "export earlier --out good.csv", 2);
        section("Configuration");
        bad("a missing configuration", TRAIN + "--config missing.json", 3);
        bad("a configuration that is not JSON", TRAIN + "--config not-json.json", 2);
        bad("an unknown key", TRAIN + "--config unknown-key.json", 2);
        table.add(new Case("an unknown variable", TRAIN.strip(), 2, Map.of("SSM_BACH_SIZE", "3")));
        table.add(new Case("a wrong value in a variable", TRAIN.strip(), 2, Map.of("SSM_EPOCHS", "0")));
        table.add(new Case("an unknown backend in a variable", TRAIN.strip(), 4, Map.of("SSM_BACKEND", "simdd")));

        section("Run directories");
        bad("an output directory that holds a run", "train --data good.csv --out earlier", 2);
        bad("the same with bad rows and --force", "train --data nan.csv --out earlier --force", 3);
        bad(
                "the same with a bad backend and --force",
                "train --data good.csv --out earlier --force --backend simdd",
                4);
        bad("an output directory that holds something else", "train --data good.csv --out folder-with-a-file", 2);
        bad("an output directory that is a file", "train --data good.csv --out good.csv", 2);
        bad("an output directory below a file", "train --data good.csv --out good.csv/run", 3);
        bad("an output directory that cannot be written", "train --data good.csv --out " + unwritable + "/run", 3);
        bad("a missing run", "evaluate missing", 3);
        bad("a folder that is no run", "evaluate folder", 3);
        bad("a detector where a model is needed", "sample detector", 3);
        bad("a report on a file", "report good.csv", 3);
        bad("a run whose config.json is damaged", "evaluate damaged-config", 3);
        bad("a run whose model is truncated", "evaluate truncated-model", 3);
        bad("a run whose model is damaged", "evaluate damaged-model", 3);
        bad("a run whose model is no safetensors file", "evaluate foreign-model", 3);
        bad("a run whose training has not ended", "evaluate unfinished", 3);
        bad("a run that is going on with another seed", "train --resume earlier --seed 7", 2);
        bad("going on from a truncated checkpoint", "train --resume truncated-checkpoint", 3);
        bad("going on from damaged checkpoints", "train --resume damaged-checkpoint", 3);
        bad("rows of other columns", "score earlier --data three-columns.csv --columns b-c", 2);
        bad("rows without a column of the run", "score earlier --data three-columns.csv --columns b,c", 3);
        bad("no rows to score", "score earlier", 2);

        section("Experiments");
        bad("an unknown experiment", "reproduce projection", 2);
        bad("an unknown option of an experiment", "reproduce scaling --experiment.modell dkef --out new", 2);
        bad("an unknown model of an experiment", "reproduce scaling --experiment.model dkeff --out new", 2);
        bad("an experiment without its rows", "reproduce nice --out new", 2);
        bad("missing rows of an experiment", "reproduce dkef --data good.csv --data missing.csv --out new", 3);
        bad("an impossible number of seeds", "reproduce projections --seeds 0 --out new", 2);
        bad("results where something else is", "reproduce projections --out folder-with-a-file", 2);
        bad("results where a file is", "reproduce projections --out good.csv", 2);
        bad("results of other settings", "reproduce projections --seeds 3 --out other-results", 2);
        bad("results that are damaged", "reproduce projections --out damaged-results", 3);

        section("Output");
        bad("a full device", "score earlier --data good.csv --output /dev/full", 3);
        bad("an output file in a folder that is not there", "score earlier --data good.csv --output none/s.csv", 3);
        bad("an output file that is a folder", "score earlier --data good.csv --output folder", 3);
        bad("an unknown format", "score earlier --data good.csv --format cvs", 2);
        bad("a name that says no format", "sample earlier --out missing.json", 2);
        bad("a name and a format that contradict each other", "sample earlier --out missing.csv.gz --format npy", 2);
        bad("an output file that is there", "sample earlier --out three-columns.csv", 2);
        bad("an output file that is an input", "score earlier --data good.csv --out good.csv --force", 2);
        bad("an output file of the run itself", "sample earlier --out earlier/config.json --format csv --force", 2);

        section("Likelihoods and samples");
        bad("an unknown way to a log-likelihood", "evaluate earlier --log-likelihood=flo", 2);
        bad("a model that knows no noise levels", "evaluate earlier --log-likelihood=flow", 2);
        bad("too few samples to compare", "evaluate earlier --samples 5", 2);
        bad("a sampler that needs noise levels", "sample earlier --sampler heun", 2);
        bad("a value for no condition", "sample earlier --given a=1", 2);

        section("Training and checks");
        bad("training that diverges", TRAIN + "--lr 1e30 --clip 0 --epochs 20", 5);
        bad("golden vectors that are not met", "check --backend reference --golden bad-golden", 6);
        bad("golden vectors of a model that is not installed", "check --backend reference --golden foreign-golden", 6);
        bad("a folder without golden vectors", "check --backend reference --golden folder", 3);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the table names a device of Linux and words of its kernel")
    void everyBadInputHasItsLineAndCode() throws IOException {
        new BadInputs(folder).write();
        prepareRuns();
        cases();
        Map<String, String> before = content(folder);
        StringBuilder page = new StringBuilder(HEAD);
        List<org.junit.jupiter.api.function.Executable> checks = new ArrayList<>();
        for (Object entry : table) {
            if (entry instanceof Case c) {
                page.append(row(c, checks));
                Map<String, String> after = content(folder);
                if (c.code() == 5) {
                    // a run that diverged stays, to be looked at
                    after.keySet().removeIf(name -> name.startsWith("new"));
                    delete(folder.resolve("new"));
                }
                assertEquals(before.keySet(), after.keySet(), c.title() + " left files or took some away");
                assertEquals(before, after, c.title() + " changed files");
            } else {
                page.append("\n## ")
                        .append(entry)
                        .append("\n\n| case | command | line | exit code |\n|---|---|---|---|\n");
            }
        }
        Path docs = Path.of(System.getProperty("ssm.root"), "docs", "errors.md");
        if (Boolean.getBoolean("ssm.errors.write")) {
            Files.writeString(docs, page);
        }
        assertAll(checks);
        List<String> committed = Files.readAllLines(docs);
        List<String> printed = page.toString().lines().toList();
        for (int i = 0; i < Math.max(committed.size(), printed.size()); i++) {
            assertEquals(
                    i < printed.size() ? printed.get(i) : "",
                    i < committed.size() ? committed.get(i) : "",
                    "docs/errors.md, line " + (i + 1) + ", is stale: run with -Dssm.errors.write=true");
        }
    }

    private String row(Case c, List<org.junit.jupiter.api.function.Executable> checks) {
        String[] args = Arrays.stream(c.command().split(" ")).map(this::located).toArray(String[]::new);
        Map<String, String> environment = new HashMap<>(c.environment());
        if (!c.command().contains("--backend")) {
            environment.putIfAbsent("SSM_BACKEND", "reference");
        }
        environment.putIfAbsent("SSM_EPOCHS", "1");
        Ssm.Result result = Ssm.run(environment, args);
        List<String> complaints =
                result.errors().stream().filter(l -> l.startsWith("ssm")).toList();
        String last = c.code() == 6
                ? result.out().lines().toList().getLast()
                : result.errors().getLast();
        checks.add(() -> assertEquals(c.code(), result.code(), c.title() + ": " + result.err()));
        if (c.code() != 0 && c.code() != 6) {
            checks.add(() -> assertEquals(List.of(last), complaints, c.title() + ": " + result.err()));
            checks.add(() -> assertEquals("", result.out(), c.title()));
        }
        checks.add(() -> assertFalse(result.err().contains("\tat "), c.title() + ": " + result.err()));
        checks.add(() -> assertFalse(result.err().contains("internal error"), c.title() + ": " + result.err()));
        StringBuilder command = new StringBuilder();
        c.environment()
                .forEach((name, value) ->
                        command.append(name).append('=').append(value).append(' '));
        command.append("ssm ").append(c.command());
        String line = neutral(last);
        String shown = command.toString().replace("/proc", "read-only");
        return "| " + c.title() + " | `" + shown + "` | " + cell(line) + " | " + c.code() + " |\n";
    }

    /** Without what differs from machine to machine and from run to run: folders, sizes of what was compressed or timed. */
    private String neutral(String line) {
        return line.replace(folder + "/", "")
                .replace(folder.toString(), ".")
                .replace("/proc", "read-only")
                .replaceAll("[^\\s;:]*/ssm-models/target[^\\s;:]*", "lib/ssm-models.jar")
                .replaceAll("[^\\s;:]*/ssm-core-simd/target[^\\s;:]*", "lib/ssm-core-simd.jar")
                .replaceAll("damaged \\(Unexpected end-of-input.*\\); ", "damaged (Unexpected end-of-input); ")
                .replaceAll("loss is -?\\d[0-9.]*(E\\d+)?", "loss is N")
                .replaceAll("CRC-32C [0-9a-f]{8}", "CRC-32C 01234567")
                .replaceAll("(of tensor '[^']*', expected) [0-9a-f]{8}", "$1 89abcdef")
                .replaceAll("after \\d+ bytes", "after N bytes")
                .replaceAll("have \\d+ bytes, but only \\d+ follow", "have N bytes, but only M follow");
    }

    /** Names of files are below the test's folder, everything else is as it is. */
    private String located(String word) {
        Path path = folder.resolve(word);
        boolean output = word.matches("new|none/.*|missing.*|good.csv/run|read-only/run");
        return !word.startsWith("/") && (output || Files.exists(path)) ? path.toString() : word;
    }

    private static String cell(String line) {
        return "`" + line.replace("|", "\\|").replace("`", "'") + "`";
    }

    /** An earlier run, which nothing may touch, and damaged copies of it. */
    private void prepareRuns() throws IOException {
        Path run = folder.resolve("earlier");
        Ssm.Result trained = Ssm.run(
                "train",
                "--data",
                folder.resolve("good.csv").toString(),
                "--out",
                run.toString(),
                "--backend",
                "reference",
                "--model",
                "gaussian",
                "--epochs",
                "2",
                "--seed",
                "1");
        assertEquals(0, trained.code(), trained.err());
        for (String copy : List.of(
                "damaged-config",
                "truncated-model",
                "damaged-model",
                "foreign-model",
                "unfinished",
                "truncated-checkpoint",
                "damaged-checkpoint")) {
            copy(run, folder.resolve(copy));
        }
        // cut behind a comma: where half of it ends depends on the machine
        Files.writeString(folder.resolve("damaged-config/config.json"), "{\n  \"format\" : \"ssm-run/1\",\n");
        truncate(folder.resolve("truncated-model/model.safetensors"));
        Files.writeString(folder.resolve("foreign-model/model.safetensors"), "a,b\n1,2\n");
        Files.delete(folder.resolve("unfinished/model.safetensors"));
        try (Stream<Path> checkpoints = Files.list(folder.resolve("truncated-checkpoint/checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                truncate(checkpoint);
            }
        }
        damage(folder.resolve("damaged-model/model.safetensors"));
        try (Stream<Path> checkpoints = Files.list(folder.resolve("damaged-checkpoint/checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                damage(checkpoint);
            }
        }
        Files.createDirectory(folder.resolve("detector"));
        Files.writeString(folder.resolve("detector/config.json"), "{\"format\": \"ssm-detect/1\"}\n");
        Files.createDirectory(folder.resolve("folder-with-a-file"));
        Files.writeString(folder.resolve("folder-with-a-file/letter.txt"), "Dear reader\n");
        Files.createDirectory(folder.resolve("other-results"));
        Files.writeString(
                folder.resolve("other-results/experiment.json"),
                "{\"experiment\": \"projections\", \"quick\": false, \"seeds\": 5}\n");
        Files.createDirectory(folder.resolve("damaged-results"));
        Files.writeString(folder.resolve("damaged-results/experiment.json"), "{\"experiment\": \"proj");
        Files.createDirectory(folder.resolve("bad-golden"));
        Path readOnly = Files.createDirectory(folder.resolve(unwritable));
        if (readOnly.toFile().setWritable(false) && Files.isWritable(readOnly)) {
            Files.delete(readOnly);
            unwritable = "/proc";
        }
        new BadGolden().write(folder.resolve("bad-golden/gaussian.safetensors"));
        Files.createDirectory(folder.resolve("foreign-golden"));
        new BadGolden().write(folder.resolve("foreign-golden/unknown.safetensors"), "unknown");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Every file with its content, to see that nothing changed. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                files.put(
                        root.relativize(path).toString(),
                        Files.isDirectory(path)
                                ? ""
                                : Arrays.hashCode(Files.readAllBytes(path)) + " " + Files.size(path));
            }
        }
        return files;
    }

    @Test
    void aStackTraceComesWithVerboseOnly() {
        Ssm.Result plain = Ssm.run(
                "train", "--data", "missing.csv", "--out", folder.resolve("new").toString());
        assertFalse(plain.err().contains("\tat "), plain.err());
        Ssm.Result verbose = Ssm.run(
                "train", "--data", "missing.csv", "--out", folder.resolve("new").toString(), "--verbose");
        assertEquals(3, verbose.code());
        assertTrue(verbose.err().contains("\tat "), verbose.err());
    }

    private static final String HEAD = """
            # Errors

            Every bad input gives one line on standard error and an exit code: 1 internal error, 2 usage or configuration,
            3 data, 4 backend or device, 5 diverged, 6 a check failed. Nothing is printed on standard output, there is no stack trace
            without `--verbose`, and earlier runs are unchanged. (If the exit code is 0, the input is usable, and the line is the last
            note on it. If it is 6, the line is the last one of the result.)

            `ErrorTableTest` writes and checks this table; `./mvnw verify -Dssm.errors.write=true` rewrites it.
            """;
}
