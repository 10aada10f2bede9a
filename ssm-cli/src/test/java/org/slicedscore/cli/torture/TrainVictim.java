package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ssm train}: resumed where there is a run, begun again where there is none yet. */
public final class TrainVictim implements Victim {
    private static final Pattern STEP = Pattern.compile("step-(\\d+)\\.safetensors");

    private final List<String> command;

    /** A finished run that is replaced, or null. */
    private final Path earlier;

    /** The highest step of a checkpoint so far. */
    private long reached;

    /**
     * Trains.
     *
     * @param command the arguments, up to --out
     * @param earlier a run that is there and to be replaced, trained with another seed; null for none
     */
    public TrainVictim(List<String> command, Path earlier) {
        this.command = command;
        this.earlier = earlier;
    }

    @Override
    public String name() {
        return earlier == null ? "train" : "train --force";
    }

    @Override
    public String target() {
        return "run";
    }

    @Override
    public int changes() {
        return 25;
    }

    @Override
    public int mostKills() {
        return 12;
    }

    @Override
    public void prepare(Path target) throws IOException {
        reached = 0;
        if (earlier != null) {
            Trees.copy(earlier, target);
        }
    }

    /** Whether what is there is the earlier run, or what is left of it. */
    private boolean isEarlier(Path target) throws IOException {
        return earlier != null && Trees.same(target.resolve("config.json"), earlier.resolve("config.json"));
    }

    @Override
    public List<String> next(Path target) throws IOException {
        if (Files.exists(target.resolve("config.json")) && !isEarlier(target)) {
            return List.of("train", "--resume", target.toString());
        }
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--out", target.toString()));
        if (earlier != null) {
            all.add("--force");
        }
        return all;
    }

    @Override
    public List<String> harmed(Path target, Path expected) throws IOException {
        List<String> lines = new ArrayList<>();
        if (earlier != null && !Files.exists(target.resolve("config.json"))) {
            return List.of("the earlier run is gone, and no other is there");
        }
        boolean old = earlier != null && isEarlier(target);
        Path model = target.resolve("model.safetensors");
        if (Files.exists(model) && !Trees.same(model, (old ? earlier : expected).resolve("model.safetensors"))) {
            lines.add("model.safetensors is neither absent nor whole");
        }
        if (!old) {
            long step = latest(target);
            if (step < reached) {
                lines.add("the checkpoint of step " + reached + " is gone, the latest is " + step);
            }
            reached = Math.max(reached, step);
        }
        return lines;
    }

    private static long latest(Path target) throws IOException {
        long latest = 0;
        for (Path file : Trees.files(target.resolve("checkpoints"))) {
            Matcher m = STEP.matcher(file.getFileName().toString());
            if (m.matches()) {
                latest = Math.max(latest, Long.parseLong(m.group(1)));
            }
        }
        return latest;
    }

    /** All but the document, which says how the run came about, and the checkpoints and events, which say when and how long. */
    @Override
    public List<String> different(Path target, Path expected) throws IOException {
        List<String> lines = Trees.differences(target, expected, text -> text.replaceAll(",\"seconds\":[0-9.E-]+", ""));
        lines.removeIf(line -> line.matches("(config.json|checkpoints/step-\\d+.*|events.out.*) differs"));
        return lines;
    }
}
