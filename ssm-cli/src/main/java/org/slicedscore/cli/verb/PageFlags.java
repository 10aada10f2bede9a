package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.Optional;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.output.OutputFile;
import picocli.CommandLine.Option;

/** Where a page or a figure goes, as the verbs that draw are told. */
final class PageFlags {
    @Option(
            names = {"--out", "--output"},
            paramLabel = "FILE",
            description = "The file to write; - for standard output. The description above gives the default.")
    private Path out;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Option(names = "--open", description = "Open the file with the browser or the viewer of this desktop.")
    private boolean open;

    PageFlags() {}

    /** The file that is asked for. */
    Optional<OutputFile> asked() {
        return Optional.ofNullable(out).map(this::file);
    }

    /** A file of this name. */
    OutputFile file(Path name) {
        OutputFile file = OutputFile.of(name, force);
        if (open && file.path() == null) {
            throw Problem.usage(Subject.setting("open"))
                    .says("does not go with standard output")
                    .remedy("give --out FILE")
                    .exception();
        }
        return file;
    }

    /** Says where the file that was written is, and opens it if that is wanted. */
    void show(OutputFile file, Context context) {
        if (file.path() != null) {
            context.console().out().println(file.path().toString());
            if (open) {
                Desktop.open(file.path(), context);
            }
        }
    }
}
