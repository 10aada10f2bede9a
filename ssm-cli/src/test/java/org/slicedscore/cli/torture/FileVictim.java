package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that writes one file: it is there whole or not at all, and another is replaced at once or not at all. */
public final class FileVictim implements Victim {
    private final String target;
    private final List<String> command;
    private final Path earlier;

    /**
     * Writes a file.
     *
     * @param target its name
     * @param command the arguments, up to --output
     * @param earlier another file that is there and to be replaced; null for none
     */
    public FileVictim(String target, List<String> command, Path earlier) {
        this.target = target;
        this.command = command;
        this.earlier = earlier;
    }

    @Override
    public String name() {
        return command.getFirst() + (earlier == null ? "" : " --force");
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void prepare(Path file) throws IOException {
        if (earlier != null) {
            Files.createDirectories(file.getParent());
            Files.copy(earlier, file);
        }
    }

    private boolean isEarlier(Path file) throws IOException {
        return earlier != null && Trees.same(file, earlier);
    }

    /** A page says with which command it was made, and so where it is. */
    private static boolean isNew(Path file, Path expected) throws IOException {
        if (!file.toString().endsWith(".html")) {
            return Trees.same(file, expected);
        }
        return Files.readString(file)
                .replace(file.toString(), "")
                .equals(Files.readString(expected).replace(expected.toString(), ""));
    }

    @Override
    public List<String> next(Path file) throws IOException {
        if (Files.exists(file) && !isEarlier(file)) {
            return List.of();
        }
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--output", file.toString()));
        if (earlier != null) {
            all.add("--force");
        }
        return all;
    }

    @Override
    public List<String> harmed(Path file, Path expected) throws IOException {
        if (!Files.exists(file)) {
            return earlier == null ? List.of() : List.of("the earlier file is gone, and no other is there");
        }
        return isEarlier(file) || isNew(file, expected) ? List.of() : List.of(target + " is not whole");
    }

    /** What a kill left is swept up by the next to write there; after a kill once all is written nobody does. */
    @Override
    public List<String> different(Path file, Path expected) throws IOException {
        return isNew(file, expected) ? List.of() : List.of(target + " differs");
    }
}
