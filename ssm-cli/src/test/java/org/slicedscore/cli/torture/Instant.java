package org.slicedscore.cli.torture;

/** When a command was killed, by what was on disk then. */
enum Instant {
    /** It had written nothing. */
    STARTING("starting"),
    /** A file was on the way: being written, forced to disk, or about to be renamed. */
    WRITING("a file half written"),
    /** Some files were there, others were to come. */
    BETWEEN("between files"),
    /** Nothing was left to be written, but it had not ended. */
    ENDING("all written");

    private final String words;

    Instant(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
