package org.slicedscore.cli.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Kills processes of the command {@code ssm} at random instants and goes on, over and over. Half of the kills come after a random time,
 * half right after something has changed on disk. After each, earlier files must be unharmed and what is there must be whole; each end
 * must be that of an undisturbed command, bit for bit. {@code scripts/torture} starts it.
 */
public final class Torture {
    /** How many kills lie between two tables. */
    private static final int REPORT = 50;

    /** A JVM that gets TERM in the middle of its own start says this and ends with 1, before any code of ours runs. */
    private static final String STARTING_JVM = "Error occurred during initialization of VM";

    private final List<String> ssm;
    private final Path work;
    private final PrintStream out;
    private final Random random;
    private final Tally tally = new Tally();
    private Scene scene;

    Torture(List<String> ssm, Path work, long seed, PrintStream out) {
        this.ssm = ssm;
        this.work = work;
        this.out = out;
        this.random = new Random(seed);
    }

    /**
     * Kills; {@code scripts/torture --help} says how.
     *
     * @param args the command ssm, an empty folder, the number of kills, the seed
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[1]).toAbsolutePath();
        List<String> ssm = List.of(Path.of(args[0]).toAbsolutePath().toString());
        int faults = new Torture(ssm, work, Long.parseLong(args[3]), System.out)
                .kill(Integer.parseInt(args[2]), Scene.Size.WHOLE);
        System.exit(faults == 0 ? 0 : 1);
    }

    /**
     * Kills so many times.
     *
     * @param kills the number
     * @param size which commands
     * @return the number of faults that were found, each of which has been printed
     */
    int kill(int kills, Scene.Size size) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        scene = new Scene(ssm, work, size);
        List<Victim> victims = scene.victims();
        double spent = 1e-9 * (System.nanoTime() - begun);
        out.printf(Locale.ROOT, "the scene is set, %.0f s%n", spent);
        for (int round = 0; tally.kills() < kills; round++) {
            Victim victim = victims.get(round % victims.size());
            int before = tally.kills();
            round(victim, round, kills - before);
            if (tally.kills() / REPORT > before / REPORT && tally.kills() < kills) {
                report(begun);
            }
        }
        report(begun);
        return tally.faults();
    }

    private void report(long begun) {
        tally.table().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%,d kills, %d lost or different, %.0f s%n",
                tally.kills(),
                tally.faults(),
                1e-9 * (System.nanoTime() - begun));
    }

    /** A command, killed a few times and then left in peace. */
    private void round(Victim victim, int number, int left) throws IOException, InterruptedException {
        Path target = Files.createDirectories(work.resolve("round-" + number)).resolve(victim.target());
        victim.prepare(target);
        int most = Math.min(left, 1 + random.nextInt(victim.mostKills()));
        List<String> story = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int killed = 0; wrong.isEmpty(); ) {
            List<String> command = victim.next(target);
            if (command.isEmpty()) {
                break;
            }
            Map<Path, String> before = Trees.glance(target.getParent());
            Launched launched = Launched.start(ssm, work, command);
            boolean gently = random.nextBoolean();
            if (killed < most) {
                waitAWhile(launched, victim, target);
                launched.kill(gently);
            }
            int code = launched.code();
            story.add(String.join(" ", command) + " -> " + code);
            if (code == 0) {
                // what goes on from somewhere takes less, but tells how fast the machine is at the moment
                scene.took(victim, launched.seconds());
                break;
            }
            if (killed == most || code != 128 + (gently ? 15 : 9)) {
                String words = launched.lastWords();
                if (killed == most || !gently || !words.contains(STARTING_JVM)) {
                    wrong.add("exit code " + code + ": " + words);
                }
            } else if (launched.said().contains("internal error")) {
                wrong.add(launched.lastWords());
            }
            killed++;
            wrong.addAll(victim.harmed(target, scene.expected(victim)));
            wrong.addAll(scene.harmed());
            tally.kill(victim.name(), gently, instant(victim, target, before));
        }
        if (wrong.isEmpty()) {
            wrong.addAll(victim.different(target, scene.expected(victim)));
            wrong.addAll(scene.harmed());
            tally.end(victim.name());
        }
        if (wrong.isEmpty()) {
            Trees.delete(target.getParent());
            return;
        }
        // what is left on disk stays for whoever looks into it
        tally.fault(victim.name());
        out.println("FAULT in " + target.getParent() + ": " + String.join("; ", wrong));
        story.forEach(line -> out.println("    " + line));
    }

    private void waitAWhile(Launched launched, Victim victim, Path target) throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            launched.waitUntil(random.nextDouble() * scene.seconds(victim));
        } else {
            launched.waitForChanges(target.getParent(), 1 + random.nextInt(victim.changes()), random);
        }
    }

    private Instant instant(Victim victim, Path target, Map<Path, String> before) throws IOException {
        Map<Path, String> now = Trees.glance(target.getParent());
        boolean half = now.keySet().stream().anyMatch(p -> p.toString().endsWith(".tmp") && !before.containsKey(p));
        if (half) {
            return Instant.WRITING;
        }
        if (now.equals(before)) {
            return Instant.STARTING;
        }
        return victim.next(target).isEmpty()
                        || victim.different(target, scene.expected(victim)).isEmpty()
                ? Instant.ENDING
                : Instant.BETWEEN;
    }
}
