package org.slicedscore.cli.completion;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What may stand in a place of the command line.
 *
 * @param words some of the values
 * @param files the files that may stand there, too
 */
record Proposals(List<String> words, Files files) {
    /** Nothing is proposed. */
    static final Proposals NONE = new Proposals(List.of(), Files.NONE);

    /** Shells expand some other characters, or take words apart there. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:,+@/-]+");

    /** Kinds of files. */
    enum Files {
        /** None. */
        NONE,
        /** Any. */
        ANY,
        /** Folders. */
        FOLDERS,
        /** Run directories. */
        RUNS
    }

    /** Leaves out what a shell would not take literally. */
    Proposals {
        words = words.stream().filter(w -> SAFE.matcher(w).matches()).distinct().toList();
    }

    static Proposals of(List<String> words) {
        return new Proposals(words, Files.NONE);
    }

    boolean isEmpty() {
        return words.isEmpty() && files == Files.NONE;
    }
}
