package org.slicedscore.cli.verb;

import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowOutput;
import picocli.CommandLine.Option;

/** Where rows go, as the verbs that write rows are told. */
final class OutputFlags {
    /** For picocli. */
    static final class Formats extends ArrayList<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        Formats() {
            super(RowFormat.NAMES);
        }
    }

    @Option(
            names = {"--out", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE, completely or not at all, instead of standard output (-). Its ending "
                    + "sets the format: csv, tsv, npy, npz or jsonl, and gz after it compresses the file.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "WORD",
            completionCandidates = Formats.class,
            description = "csv, tsv, npy, npz or jsonl; by default as the ending of --out says, else csv.")
    private String format;

    @Option(names = "--force", description = "Replace the file --out if there is one.")
    private boolean force;

    OutputFlags() {}

    /** The format that is asked for, or null. */
    RowFormat format() {
        return format == null ? null : RowFormat.of(format);
    }

    /** The output in a format, or in the one that the name says. */
    RowOutput open(RowFormat asked) {
        return RowOutput.of(file, asked, force);
    }
}
