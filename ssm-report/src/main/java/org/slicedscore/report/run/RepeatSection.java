package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.run.Version;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;

/** How to repeat a run: command, versions, hashes, settings. */
final class RepeatSection {
    private RepeatSection() {}

    /**
     * Writes the section.
     *
     * @param page the page
     * @param json the run's {@code config.json}
     * @param run the run directory
     * @param learned name of the file with what was learned
     * @param settings name of the settings in the JSON
     * @param command the command that makes this report; empty if none did
     */
    static void write(Page page, JsonNode json, Path run, String learned, String settings, List<String> command) {
        page.section("repeat", "How to repeat it");
        List<String> words = new ArrayList<>();
        json.path("command").forEach(w -> words.add(w.asText()));
        if (words.equals(List.of("library"))) {
            page.text("A program made this run, through the library and not by a command. Its settings are below.");
        } else {
            page.code(line(words));
        }
        if (!command.isEmpty()) {
            page.text("This page:");
            page.code(line(command));
        }
        Grid grid = new Grid("Versions and hashes", "what", "value");
        grid.row("ssm, of the run", json.path("ssm_version").asText());
        grid.row("ssm, of this page", Version.get());
        grid.row("Java, of the run", json.path("java_version").asText());
        if (json.has("platform")) {
            grid.row("platform, of the run", json.path("platform").asText());
        }
        JsonNode backend = json.path("backend");
        if (backend.has("id")) {
            grid.row(
                    "backend, of the run",
                    backend.path("id").asText() + " on "
                            + backend.path("device").asText());
        }
        grid.row("begun", json.path("started").asText());
        grid.row("seed", json.path(settings).path("seed").asText());
        grid.row("rows, SHA-256", json.path("data").path("sha256").asText());
        grid.row(learned + ", SHA-256", sha256(run.resolve(learned)));
        page.table(grid);
        page.folded("All settings", () -> {
            Grid all = new Grid("Settings, fully resolved", "setting", "value");
            json.path(settings)
                    .properties()
                    .forEach(e -> all.row(e.getKey(), e.getValue().asText()));
            page.table(all);
        });
        page.text("The results depend on the rows, the settings and the backend, and not on threads or interruptions.");
    }

    private static String line(List<String> words) {
        return "ssm " + words.stream().map(RepeatSection::word).collect(Collectors.joining(" "));
    }

    /** As a shell wants it. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream all = new DigestInputStream(in, digest)) {
                all.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
