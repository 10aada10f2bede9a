package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A command that is killed, and what must be true of the files that it writes. */
public interface Victim {
    /** Its name in the table. */
    String name();

    /** What it writes: a file or a folder, by its name in the folder of a round. */
    String target();

    /** The most kills on the way to one end: more where a command goes on than where it begins again. */
    default int mostKills() {
        return 5;
    }

    /** About how often something changes on disk until it ends. */
    default int changes() {
        return 4;
    }

    /**
     * Puts there what a command finds.
     *
     * @param target what it writes
     */
    default void prepare(Path target) throws IOException {}

    /**
     * The command that a user gives to come to the end from what is on disk.
     *
     * @param target what it writes
     * @return the arguments; none if everything is there
     */
    List<String> next(Path target) throws IOException;

    /**
     * What is wrong after a kill: damaged, lost, or neither the old nor the new.
     *
     * @param target what it writes
     * @param expected what an undisturbed command has written
     * @return a line for each fault
     */
    List<String> harmed(Path target, Path expected) throws IOException;

    /**
     * How the end differs from that of an undisturbed command.
     *
     * @param target what was written
     * @param expected what an undisturbed command has written
     * @return a line for each difference
     */
    List<String> different(Path target, Path expected) throws IOException;
}
