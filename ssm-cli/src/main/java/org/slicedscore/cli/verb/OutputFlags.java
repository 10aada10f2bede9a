package org.slicedscore.cli.verb;

import java.nio.file.Path;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowOutput;
import picocli.CommandLine.Option;

/** Where rows go, as the verbs that write rows are told. */
final class OutputFlags {
    @Option(
            names = {"--out", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE, completely or not at all, instead of standard output (-). Its name says the "
                    + "format: .csv, .tsv, .npy, .npz or .jsonl, each also with .gz.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "WORD",
            description = "csv, tsv, npy, npz or jsonl; by default as the name of --out says, else csv.")
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
