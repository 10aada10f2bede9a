package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.data.io.PathNames;
import org.slicedscore.engine.export.Export;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Writes what a run learned for other runtimes. */
@Command(
        name = "export",
        customSynopsis = "ssm export RUN [options]",
        description =
                "Writes what a run learned as one file for other runtimes: raw rows in, log-densities and scores or "
                        + "p-values out, with the preprocessing and all derivatives inside (docs/export.md).",
        footer = {
            "",
            "Examples:",
            "  ssm export runs/wine                                # runs/wine.onnx",
            "  ssm export runs/wine --format safetensors --out wine.safetensors"
        })
final class ExportVerb extends Verb {
    @Parameters(
            paramLabel = "RUN",
            arity = "1",
            description = "A run directory written by 'ssm train' or 'ssm detect fit'.")
    private String run;

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--format",
                paramLabel = "ID",
                defaultValue = "onnx",
                description = "onnx (the default), safetensors, or an exporter that is installed; with options as "
                        + "ID?NAME=VALUE&...")
        private String format;

        @Option(
                names = {"--out", "--output"},
                paramLabel = "FILE",
                description = "The file; by default beside the run, with its name.")
        private String out;

        @Option(names = "--force", description = "Replace the file if there is one.")
        private boolean force;

        @Option(names = "--json", description = "Write the result as one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOptions:%n")
    private Own own = new Own();

    @Override
    public int run(Context context, ParseResult parsed) {
        String word = own.format == null ? "onnx" : own.format;
        Export.Format format = Export.Format.parse(word, context.catalog());
        Path folder = PathNames.of(run);
        Path file = own.out == null ? beside(folder, format.exporter().ending()) : PathNames.of(own.out);
        if (file.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
            throw Problem.usage(Subject.setting("out", file))
                    .says("lies in the run that is exported")
                    .remedy("choose another folder")
                    .exception();
        }
        Export.check(file, own.force);
        Export export = Export.open(folder, context.catalog());
        Console console = context.console();
        export.notes().forEach(note -> console.note("%s", note));
        long bytes = export.write(format, file, own.force);
        if (own.json) {
            List<String> outputs = List.copyOf(export.trained()
                    .outputs(Expr.of(new Primitive.Input(
                            "x", Shape.of(2, export.trained().inputs().size()))))
                    .keySet());
            console.out()
                    .println(Json.pretty(Json.object(
                            "file", file.toString(),
                            "format", format.exporter().id(),
                            "bytes", bytes,
                            "inputs", export.trained().inputs(),
                            "outputs", outputs,
                            "notes",
                                    export.notes().stream()
                                            .map(Message::toString)
                                            .toList())));
        } else {
            console.out().println(String.format(java.util.Locale.ROOT, "wrote %,d bytes to %s", bytes, file));
        }
        return 0;
    }

    private static Path beside(Path run, String ending) {
        Path whole = run.toAbsolutePath().normalize();
        if (whole.getFileName() == null) {
            throw Problem.usage(new Subject.File(run.toString()))
                    .says("is no run directory")
                    .exception();
        }
        Path name = run.getFileName();
        return name == null
                        || name.toString().startsWith(".")
                        || name.toString().isEmpty()
                ? whole.resolveSibling(whole.getFileName() + ending)
                : run.resolveSibling(name + ending);
    }
}
