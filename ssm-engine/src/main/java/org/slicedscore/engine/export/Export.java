package org.slicedscore.engine.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.Exporter.Trained;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginText;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Settings;

/**
 * What a run learned, ready to be handed on.
 *
 * @param trained its formulas and arrays
 * @param notes what a user should know of the results, one line each
 */
public record Export(Trained trained, List<Message> notes) {
    /**
     * Opens a run.
     *
     * @param run the run directory
     * @param catalog the plug-ins
     * @return what it learned
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the run is missing or damaged, USAGE if its plug-ins are not
     *     installed
     */
    public static Export open(Path run, Catalog catalog) {
        RunDirectory.require(run);
        if (DetectionRun.isRun(run)) {
            DetectionRun stored =
                    DetectionRun.open(run, catalog, Settings.BACKEND.defaultValue(), Settings.THREADS.defaultValue());
            return new Export(new DetectorExport(stored.detection(), Provenance.of(stored.origin())), List.of());
        }
        StoredRun stored = StoredRun.open(run, catalog);
        ModelExport export = new ModelExport(stored.model(), Provenance.of(stored.origin()));
        return new Export(export, export.notes());
    }

    /**
     * A file format and values of its options.
     *
     * @param exporter the format
     * @param options its options
     */
    public record Format(Exporter exporter, Options options) {
        /**
         * Reads a format.
         *
         * @param text an id, perhaps followed by {@code ?} and {@code NAME=VALUE} separated by {@code &}
         * @param catalog the plug-ins
         * @throws org.slicedscore.api.error.SsmException of kind USAGE if the format or an option is not known
         */
        public static Format parse(String text, Catalog catalog) {
            PluginText given = PluginText.of(text);
            String id = given.id();
            List<String> known = catalog.entries(PluginKind.EXPORTER).stream()
                    .map(e -> e.id())
                    .toList();
            if (!id.contains(":") && !known.contains(id)) {
                throw Problem.usage(Subject.setting("format"))
                        .says("there is no exporter '%s'", id)
                        .remedy("%s", Names.hint(id, known))
                        .exception();
            }
            Exporter exporter = catalog.exporter(id);
            Subject subject = new Subject.Plugin(PluginKind.EXPORTER.word(), id);
            return new Format(exporter, Options.parse(subject, exporter.options(), given.options(subject)));
        }
    }

    /**
     * Writes a file, completely or not at all.
     *
     * @param format its format
     * @param file the path
     * @param force whether a file there may be replaced
     * @return the number of bytes
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the path is not free or the format cannot hold the model, DATA if the
     *     file cannot be written
     */
    public long write(Format format, Path file, boolean force) {
        check(file, force);
        AtomicFiles.Content content = out -> format.exporter().write(trained, format.options(), out);
        if (force) {
            AtomicFiles.write(file, content);
        } else {
            AtomicFiles.create(file, content);
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that a file may be written to a path. Fast, and changes nothing. */
    public static void check(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw Problem.usage(Subject.setting("out", file))
                    .says("is a folder")
                    .remedy("name a file")
                    .exception();
        }
        if (Files.exists(file) && !force) {
            throw Problem.usage(Subject.setting("out", file))
                    .says("a file is there already")
                    .remedy("choose another name, or replace it with %s", Subject.setting("force", true))
                    .exception();
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw IoErrors.writing(file, new java.nio.file.NoSuchFileException(folder.toString()));
        }
    }
}
