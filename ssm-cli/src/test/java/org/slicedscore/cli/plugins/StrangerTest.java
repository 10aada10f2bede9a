package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run directory from somebody else brings a plug-in along, and names files elsewhere: no code is loaded, nothing is written. */
class StrangerTest {
    private static final HostLayer HOST = new HostLayer();
    private static final String LOADED = "org.slicedscore.test.stranger.loaded";

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void makeRun() throws IOException {
        run = folder.resolve("stranger");
        Path jar = Banana.plain("banana", "static { System.setProperty(\"" + LOADED + "\", \"yes\"); }")
                .jar(run.resolve("plugins/banana.jar"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        // made where the plug-in is installed, and handed on with its jar
        HostLayer.Result trained = HOST.run(
                Map.of("SSM_PLUGINS", jar.toString(), "SSM_BACKEND", "reference"),
                "train",
                "--data=synthetic:gaussian?n=60",
                "--steps=1",
                "--model=banana",
                "--out=" + elsewhere.resolve("made"));
        assertEquals(0, trained.code(), trained.err());
        assertEquals("yes", System.clearProperty(LOADED));
        try (Stream<Path> files = Files.walk(elsewhere.resolve("made"))) {
            for (Path file : files.toList()) {
                Path to = run.resolve(elsewhere.resolve("made").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    private Set<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void nothingHappens(String... args) throws IOException {
        Set<Path> before = everything();
        HostLayer.Result result = HOST.run(Map.of(), args);
        assertNull(System.getProperty(LOADED), () -> String.join(" ", args) + " loaded a class");
        assertNotEquals(0, result.code(), result.out());
        assertNotEquals(1, result.code(), result.err());
        assertEquals(before, everything(), String.join(" ", args));
    }

    @Test
    void noVerbLoadsTheCodeThatARunBrings() throws IOException {
        String path = run.toString();
        for (List<String> args : List.of(
                List.of("score", path, "--data=synthetic:gaussian?n=3"),
                List.of("evaluate", path),
                List.of("sample", path),
                List.of("train", "--resume=" + path),
                List.of("detect", path, "--data=synthetic:gaussian?n=3"),
                List.of("export", path, "--format=safetensors", "--out=" + folder.resolve("model.safetensors")))) {
            nothingHappens(args.toArray(String[]::new));
        }
    }

    @Test
    void aDescriptionThatNamesFilesElsewhereWritesNone() throws IOException {
        Path config = run.resolve("config.json");
        String text = Files.readString(config);
        String changed = text.replace("\"synthetic:gaussian?n=60\"", "\"../../elsewhere/made/config.json\"")
                .replaceFirst(
                        "\"training\" : \\{",
                        "\"training\" : { \"out\" : \"../elsewhere/written\", \"run\" : \"/written\",");
        assertTrue(!changed.equals(text));
        Files.writeString(config, changed);
        nothingHappens("train", "--resume=" + run);
        nothingHappens("evaluate", run.toString());
    }
}
