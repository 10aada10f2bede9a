package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ssm detect fit}, given again until the detector is there. */
public final class DetectVictim implements Victim {
    private static final String LEARNED = "detector.safetensors";

    private final List<String> command;
    private final Path earlier;

    /**
     * Fits a detector.
     *
     * @param command the arguments, up to --out
     * @param earlier another detector that is there and to be replaced; null for none
     */
    public DetectVictim(List<String> command, Path earlier) {
        this.command = command;
        this.earlier = earlier;
    }

    @Override
    public String name() {
        return earlier == null ? "detect fit" : "detect fit --force";
    }

    @Override
    public String target() {
        return "detector";
    }

    @Override
    public void prepare(Path target) throws IOException {
        if (earlier != null) {
            Trees.copy(earlier, target);
        }
    }

    private boolean isEarlier(Path learned) throws IOException {
        return earlier != null && Trees.same(learned, earlier.resolve(LEARNED));
    }

    @Override
    public List<String> next(Path target) throws IOException {
        Path learned = target.resolve(LEARNED);
        if (Files.exists(learned) && !isEarlier(learned)) {
            return List.of();
        }
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--out", target.toString()));
        if (Files.exists(learned)) {
            all.add("--force");
        }
        return all;
    }

    @Override
    public List<String> harmed(Path target, Path expected) throws IOException {
        Path learned = target.resolve(LEARNED);
        if (!Files.exists(learned) || Trees.same(learned, expected.resolve(LEARNED))) {
            return List.of();
        }
        if (!isEarlier(learned)) {
            return List.of(LEARNED + " is neither the old nor the new");
        }
        boolean own = Trees.same(target.resolve("config.json"), earlier.resolve("config.json"));
        return own ? List.of() : List.of("the earlier detector has the document of another");
    }

    /** All but the document, which says when it was made, and the lock of a process killed once all was written. */
    @Override
    public List<String> different(Path target, Path expected) throws IOException {
        List<String> lines = Trees.differences(target, expected, text -> text);
        lines.removeIf(line -> line.equals("config.json differs") || line.equals(".lock is left over"));
        return lines;
    }
}
