package org.slicedscore.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slicedscore.cli.Ssm;

/** A small run and a small detector, made once, whose files targets replace one at a time. */
final class Examples {
    private static final Map<String, Map<String, byte[]>> RUNS = make();

    private Examples() {}

    private static Map<String, Map<String, byte[]>> make() {
        try {
            Path folder = Files.createTempDirectory("ssm-examples");
            ssm(
                    "train",
                    "--data=synthetic:two-moons?n=60",
                    "--model=mlp-energy",
                    "--model.hidden=3",
                    "--steps=2",
                    "--batch-size=20",
                    "--backend=reference",
                    "--out=" + folder.resolve("run"));
            ssm(
                    "detect",
                    "fit",
                    "synthetic:two-moons?n=30",
                    "--detectors=knn?k=2",
                    "--backend=reference",
                    "--out=" + folder.resolve("detector"));
            Map<String, Map<String, byte[]>> runs =
                    Map.of("run", content(folder.resolve("run")), "detector", content(folder.resolve("detector")));
            Fuzz.remove(folder);
            return runs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ssm(String... args) {
        Ssm.Result result = Ssm.run(args);
        if (result.code() != 0) {
            throw new IllegalStateException(result.err());
        }
    }

    private static Map<String, byte[]> content(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** The files of a run by name: what fuzzing begins with. */
    static Map<String, byte[]> files(String run) {
        return RUNS.get(run);
    }

    /** Writes a run into a folder. */
    static Path copy(String run, Path folder) throws IOException {
        Path to = folder.resolve(run);
        for (Map.Entry<String, byte[]> file : RUNS.get(run).entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return to;
    }
}
