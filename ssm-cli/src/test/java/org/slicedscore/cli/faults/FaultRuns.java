package org.slicedscore.cli.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slicedscore.cli.Ssm;
import org.slicedscore.cli.torture.DetectVictim;
import org.slicedscore.cli.torture.FileVictim;
import org.slicedscore.cli.torture.ReproduceVictim;
import org.slicedscore.cli.torture.TrainVictim;
import org.slicedscore.cli.torture.Trees;
import org.slicedscore.cli.torture.Victim;

/**
 * Runs commands inside this JVM, each with every fault at every operation that changes a file, in a JVM whose files go through
 * {@link FaultProvider}. Each must end with one clear error and the right exit code, or as if nothing had happened; no earlier file may be
 * harmed; and given again, or resumed, the command must come to the same end, bit for bit.
 */
public final class FaultRuns {
    private final Path work;
    private final List<Victim> victims = new ArrayList<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Map<Path, byte[]> kept = new TreeMap<>();
    private int wrong;
    private int number;

    private FaultRuns(Path work) throws IOException {
        this.work = work;
        Path rows = work.resolve("kept/rows.csv");
        Files.createDirectories(rows.getParent());
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 60; i++) {
            text.append(Math.sin(9 * i))
                    .append(',')
                    .append(Math.cos(7.0 * i * i))
                    .append('\n');
        }
        Files.writeString(rows, text);
        List<String> train = List.of(("train --data " + rows
                        + " --model gaussian --batch-size 16 --steps 6 --epochs 9 --patience 0 --evaluate-every 2 "
                        + "--checkpoint-every 2 --backend reference --threads 1 --tensorboard --seed 3")
                .split(" "));
        List<String> fit = List.of("detect", "fit", rows.toString(), "--detectors", "mahalanobis", "--seed", "3");
        String run = work.resolve("kept/run").toString();
        String detector = work.resolve("kept/detector").toString();
        ok(with(train, "--steps", "4", "--out", run));
        ok(with(fit, "--folds", "0", "--out", detector));
        List<String> score = List.of("score", run, "--data", rows.toString(), "--backend", "reference");
        Path scored = work.resolve("kept/old.csv");
        ok(with(score, "--vector", "--out", scored.toString()));
        victims.add(new TrainVictim(train, null));
        victims.add(new TrainVictim(train, Path.of(run)));
        victims.add(new DetectVictim(fit, null));
        victims.add(new DetectVictim(fit, Path.of(detector)));
        victims.add(new FileVictim("model.onnx", List.of("export", run), null));
        victims.add(new FileVictim("model.safetensors", List.of("export", run, "--format", "safetensors"), scored));
        victims.add(new FileVictim("scores.csv", score, null));
        victims.add(new FileVictim("scores.npz", score, scored));
        victims.add(new FileVictim("report.html", List.of("report", run, "--backend", "reference"), null));
        victims.add(new ReproduceVictim(List.of("reproduce", "counting", "--backend", "reference")));
        for (Path file : Trees.files(work.resolve("kept"))) {
            kept.put(file, Files.readAllBytes(file));
        }
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> left = new ArrayList<>(some);
        int at = left.indexOf(more[0]);
        if (at >= 0) {
            left.subList(at, at + 2).clear();
        }
        return Stream.concat(left.stream(), Stream.of(more)).toList();
    }

    private static void ok(List<String> command) {
        Ssm.Result result = Ssm.run(command.toArray(String[]::new));
        if (result.code() != 0) {
            throw new IllegalStateException(command + ": " + result.err());
        }
    }

    /**
     * Runs them and prints what is wrong, and how many there were of each fault; exits with 1 if anything is wrong.
     *
     * @param args an empty folder
     */
    public static void main(String[] args) throws IOException {
        System.exit(new FaultRuns(Path.of(args[0])).all() == 0 ? 0 : 1);
    }

    private int all() throws IOException {
        for (Victim victim : victims) {
            long begun = System.nanoTime();
            Path expected =
                    work.resolve("expected-" + victim.name().replace(' ', '-')).resolve(victim.target());
            Files.createDirectories(expected.getParent());
            victim.prepare(expected);
            ok(victim.next(expected));
            Disk plain = one(victim, expected, Fault.NONE, 0);
            List<String> operations = plain.operations();
            one(victim, expected, Fault.SHORT_WRITES, 0);
            one(victim, expected, Fault.SLOW_RENAME, 0);
            boolean few = operations.size() < 20 && !victim.name().equals("report");
            // once an earlier run is replaced, training is training
            int last = victim.name().equals("train --force") ? operations.size() / 2 : operations.size();
            for (int at = 0; at < last; at++) {
                for (Fault fault : Fault.values()) {
                    // every kill, and of the others so many that each operation meets one or more
                    if (fault == Fault.KILL
                            || fault != Fault.READ_ERROR
                                    && !fault.harmless()
                                    && (few || (at + fault.ordinal()) % 3 == 0)) {
                        one(victim, expected, fault, at);
                    }
                }
            }
            for (int at = 0; at < plain.reads().size(); at++) {
                one(victim, expected, Fault.READ_ERROR, at);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d operations, %d files read, %.1f s%n",
                    victim.name(),
                    operations.size(),
                    plain.reads().size(),
                    1e-9 * (System.nanoTime() - begun));
        }
        System.out.println("faults " + counts + ", wrong " + wrong);
        return wrong;
    }

    /** One fault; the disk that had it. */
    private Disk one(Victim victim, Path expected, Fault fault, int at) throws IOException {
        Path target = Files.createDirectories(work.resolve("case-" + number++)).resolve(victim.target());
        victim.prepare(target);
        List<String> faults = new ArrayList<>();
        List<String> command = victim.next(target);
        Disk disk = Disk.mount(target.getParent(), fault, at, () -> faults.addAll(looked(victim, target, expected)));
        Ssm.Result result = Ssm.run(command.toArray(String[]::new));
        Disk.repair();
        List<String> operations = disk.operations();
        if (!fault.deadly() && result.code() != 0) {
            // what is only read may lie elsewhere
            faults.addAll(complaints(fault, result, fault == Fault.READ_ERROR ? work : target.getParent()));
        }
        boolean lessAndSaid = lessAndSaid(fault, result);
        if (!lessAndSaid) {
            faults.addAll(victim.harmed(target, expected));
        }
        if (result.code() != 0 || fault.deadly()) {
            List<String> again = victim.next(target);
            Ssm.Result end = again.isEmpty() ? new Ssm.Result(0, "", "") : Ssm.run(again.toArray(String[]::new));
            if (end.code() != 0) {
                faults.add("then " + again + " ends with " + end.code() + ": " + end.err());
            }
        }
        if (!lessAndSaid) {
            faults.addAll(victim.different(target, expected));
        }
        faults.addAll(harmed());
        counts.merge(fault, 1, Integer::sum);
        if (!faults.isEmpty()) {
            wrong++;
            List<String> places = fault == Fault.READ_ERROR ? disk.reads() : operations;
            String where = at < places.size() ? places.get(at) : "the end";
            System.out.println("WRONG " + victim.name() + ", " + fault + " at " + at + " (" + where + "): " + faults
                    + " [code " + result.code() + ", " + result.err().strip() + "]");
        }
        Trees.delete(target.getParent());
        return disk;
    }

    /** A report on rows that cannot be read has a part less, and says which. */
    private static boolean lessAndSaid(Fault fault, Ssm.Result result) {
        return fault == Fault.READ_ERROR
                && result.code() == 0
                && result.err().contains("a part is left out")
                && result.err().contains("Input/output error");
    }

    private static List<String> looked(Victim victim, Path target, Path expected) {
        try {
            return victim.harmed(target, expected);
        } catch (IOException e) {
            return List.of("cannot be looked at: " + e);
        }
    }

    /** An error must be one line, of the right kind, and name the place. */
    private static List<String> complaints(Fault fault, Ssm.Result result, Path place) {
        List<String> faults = new ArrayList<>();
        List<String> errors = result.errors().stream()
                .filter(line -> line.startsWith("ssm: "))
                .toList();
        if (fault.harmless()) {
            faults.add("it fails");
        }
        if (result.code() != 3) {
            faults.add("exit code " + result.code());
        }
        if (errors.size() != 1 || !result.errors().getLast().equals(errors.getFirst())) {
            faults.add(errors.size() + " errors");
        } else if (!errors.getFirst().contains(place.toString())) {
            faults.add("the error names no place");
        }
        return faults;
    }

    private List<String> harmed() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : kept.entrySet()) {
            if (!Files.exists(file.getKey())
                    || !java.util.Arrays.equals(file.getValue(), Files.readAllBytes(file.getKey()))) {
                lines.add("the earlier file " + file.getKey() + " is harmed");
            }
        }
        return lines;
    }
}
