package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is on disk before anything is killed: rows, earlier results, and what undisturbed commands write. */
final class Scene {
    /** Which commands are killed. */
    enum Size {
        /** Few, and only where nothing was before: for a test that takes seconds. */
        SHORT,
        /** All. */
        WHOLE
    }

    private final List<String> ssm;
    private final Path work;
    private final List<Victim> victims = new ArrayList<>();
    private final Map<String, Double> seconds = new TreeMap<>();
    private final Map<Path, byte[]> precious = new TreeMap<>();

    /**
     * Sets the scene.
     *
     * @param ssm the command
     * @param work an empty folder
     * @param size which commands
     */
    Scene(List<String> ssm, Path work, Size size) throws IOException, InterruptedException {
        this.ssm = ssm;
        this.work = work;
        Path data = Files.createDirectories(kept("data"));
        String rows = rows(data.resolve("rows.csv"), 300, 1).toString();
        String more = rows(data.resolve("more.csv"), 800, 2).toString();
        String run = kept("earlier").resolve("run").toString();
        run(with(training(rows, 4), "--out", run));
        List<String> training = training(rows, 3);
        List<String> fit = List.of("detect", "fit", rows, "--detectors", "knn,mahalanobis", "--seed", "3");
        List<String> export = List.of("export", run);
        List<String> score = List.of("score", run, "--data", more, "--backend", "reference", "--vector");
        victims.add(new TrainVictim(training, null));
        victims.add(new DetectVictim(fit, null));
        victims.add(new FileVictim("model.onnx", export, null));
        victims.add(new FileVictim("scores.csv", score, null));
        if (size == Size.WHOLE) {
            Path detector = kept("earlier").resolve("detector");
            Path exported = kept("earlier").resolve("old.onnx");
            Path scored = kept("earlier").resolve("old.csv");
            run(List.of("detect", "fit", more, "--detectors", "mahalanobis", "--out", detector.toString()));
            run(List.of("export", detector.toString(), "--out", exported.toString()));
            run(List.of("score", run, "--data", rows, "--output", scored.toString()));
            victims.add(new TrainVictim(training, Path.of(run)));
            victims.add(new DetectVictim(fit, detector));
            victims.add(new FileVictim("model.onnx", export, exported));
            victims.add(new FileVictim("scores.csv", score, scored));
            victims.add(new ReproduceVictim(experiment(
                    images(data.resolve("train-idx3-ubyte"), 150).toString(),
                    images(data.resolve("test-idx3-ubyte"), 40).toString())));
        }
        for (Victim victim : victims) {
            undisturbed(victim);
        }
        for (Path file : Trees.files(work.resolve("kept"))) {
            precious.put(file, Files.readAllBytes(file));
        }
    }

    private static List<String> training(String rows, int seed) {
        return List.of(("train --data " + rows
                        + " --model mlp-energy --model.hidden 8,8 --batch-size 32 --steps 150 --epochs 1000 "
                        + "--patience 0 --evaluate-every 10 --checkpoint-every 10 --backend reference --threads 1 --seed "
                        + seed)
                .split(" "));
    }

    private static List<String> experiment(String train, String test) {
        return List.of(("reproduce nice --quick --seeds 1 --threads 1 --backend reference --data " + train + "," + test
                        + " --experiment.methods ssm-vr --experiment.epochs 3 --experiment.test-rows 8")
                .split(" "));
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static Path rows(Path file, int n, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian();
            text.append(a).append(',').append(a * a + random.nextGaussian()).append(',');
            text.append(random.nextGaussian()).append('\n');
        }
        return Files.writeString(file, text);
    }

    /** Images of 3×3 pixels in the format IDX. */
    private static Path images(Path file, int n) throws IOException {
        Random random = new Random(n);
        ByteBuffer bytes = ByteBuffer.allocate(16 + 9 * n);
        bytes.putInt(0x00000803).putInt(n).putInt(3).putInt(3);
        for (int i = 0; i < 9 * n; i++) {
            bytes.put((byte) ((i % 3 < 1 ? 30 : 150) + random.nextInt(60)));
        }
        return Files.write(file, bytes.array());
    }

    private void undisturbed(Victim victim) throws IOException, InterruptedException {
        Path target = Files.createDirectories(
                        kept("undisturbed").resolve(victim.name().replace(' ', '-')))
                .resolve(victim.target());
        victim.prepare(target);
        seconds.put(victim.name(), run(victim.next(target)));
    }

    /** Runs a command that must succeed; how long it took, in seconds. */
    private double run(List<String> args) throws IOException, InterruptedException {
        Launched launched = Launched.start(ssm, work, args);
        int code = launched.code();
        if (code != 0) {
            throw new IllegalStateException(
                    "ssm " + String.join(" ", args) + " ended with " + code + ": " + launched.said());
        }
        return launched.seconds();
    }

    private Path kept(String name) {
        return work.resolve("kept").resolve(name);
    }

    List<Victim> victims() {
        return victims;
    }

    /** What the undisturbed command has written. */
    Path expected(Victim victim) {
        return kept("undisturbed").resolve(victim.name().replace(' ', '-')).resolve(victim.target());
    }

    /** How long a command takes undisturbed, in seconds. */
    double seconds(Victim victim) {
        return seconds.get(victim.name());
    }

    /** Follows the load of the machine. */
    void took(Victim victim, double measured) {
        seconds.merge(victim.name(), measured, (old, now) -> 0.7 * old + 0.3 * now);
    }

    /** The files that were there before and are no longer as they were. */
    List<String> harmed() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : precious.entrySet()) {
            if (!Files.exists(file.getKey())
                    || !java.util.Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
                lines.add("the earlier file " + work.relativize(file.getKey()) + " is harmed");
            }
        }
        return lines;
    }
}
