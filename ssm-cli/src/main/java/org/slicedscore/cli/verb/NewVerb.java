package org.slicedscore.cli.verb;

import java.io.Serial;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slicedscore.cli.skeleton.Skeleton;
import org.slicedscore.cli.skeleton.SkeletonKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Writes a plug-in to start from. */
@Command(
        name = "new",
        customSynopsis = "ssm plugins new KIND NAME [--dir DIR] [--package NAME]",
        description = "Writes a plug-in to start from: a Maven project that compiles and passes its contract tests.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  ssm plugins new model banana",
            "  ssm plugins new backend my-chip --dir chip --package com.acme.chip"
        })
final class NewVerb extends Verb {
    /** For picocli. */
    static final class Kinds extends ArrayList<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        Kinds() {
            super(Arrays.stream(SkeletonKind.values()).map(SkeletonKind::word).toList());
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            arity = "1",
            completionCandidates = Kinds.class,
            description =
                    "model, projection, objective, optimizer, sampler, generator, detector, exporter, format or backend.")
    private String kind;

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            arity = "1",
            description = "The plug-in's id: lower-case words joined by '-'.")
    private String id;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Target folder, new or empty; by default named after the plug-in.")
    private Path folder;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "Java package and module; by default one below com.example.")
    private String packageName;

    @Override
    public int run(Context context, ParseResult parsed) {
        Path to = folder == null ? Path.of(id) : folder;
        Path repository = repository();
        SkeletonKind of = SkeletonKind.of(kind);
        new Skeleton(of, id, packageName, repository).write(to);
        Consumer<String> out = context.console().out()::println;
        out.accept("wrote " + of.word() + " '" + id + "' to " + to + "; README.md there says how to go on:");
        out.accept("  cd " + to + " && mvn package");
        out.accept("  ssm plugins verify " + to + "/target/"
                + to.toAbsolutePath().normalize().getFileName() + "-1.0.jar");
        if (repository == null) {
            context.console()
                    .note(
                            "mvn needs the artifacts of ssm: './mvnw install -DskipTests' in its sources puts them where mvn looks");
        }
        return 0;
    }

    /** The Maven repository that an installation brings; null in a checkout. */
    private static Path repository() {
        CodeSource code = NewVerb.class.getProtectionDomain().getCodeSource();
        try {
            Path lib = Path.of(code.getLocation().toURI()).getParent();
            Path repository = lib.resolveSibling("repository");
            return Files.isDirectory(repository) ? repository : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }
}
