package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code ssm reproduce}, given again until the report is there; it holds no results but those that are whole. */
public final class ReproduceVictim implements Victim {
    /** Times are measured anew by whoever computes a cell: JSON, the last column of CSV, and of the table of the page. */
    private static final Function<String, String> WITHOUT_TIMES =
            text -> text.replaceAll("\"(epoch_)?seconds\" : (\\[[^]]*\\]|[0-9.E-]+)", "")
                    .replaceAll(",[0-9.]+\r?\n", "\n")
                    .replaceAll("\\| [0-9.]+ \\|\n", "\n");

    private final List<String> command;

    /**
     * Runs an experiment.
     *
     * @param command the arguments, up to --out
     */
    public ReproduceVictim(List<String> command) {
        this.command = command;
    }

    @Override
    public String name() {
        return "reproduce";
    }

    @Override
    public String target() {
        return "results";
    }

    @Override
    public int changes() {
        return 15;
    }

    @Override
    public int mostKills() {
        return 16;
    }

    @Override
    public List<String> next(Path target) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--out", target.toString()));
        return all;
    }

    @Override
    public List<String> harmed(Path target, Path expected) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : Trees.files(target)) {
            Path name = target.relativize(file);
            boolean hidden = name.getFileName().toString().startsWith(".");
            if (!hidden && !name.startsWith("work")) {
                lines.addAll(compared(file, expected.resolve(name.toString()), name));
            }
        }
        return lines;
    }

    private static List<String> compared(Path file, Path other, Path name) throws IOException {
        if (!Files.exists(other)) {
            return List.of(name + " is none of the results");
        }
        if (name.toString().endsWith("json")) {
            String found = WITHOUT_TIMES.apply(Files.readString(file));
            return found.equals(WITHOUT_TIMES.apply(Files.readString(other)))
                    ? List.of()
                    : List.of(name + " is not whole");
        }
        return Files.size(file) > 0 ? List.of() : List.of(name + " is empty");
    }

    @Override
    public List<String> different(Path target, Path expected) throws IOException {
        return Trees.differences(target, expected, WITHOUT_TIMES);
    }
}
