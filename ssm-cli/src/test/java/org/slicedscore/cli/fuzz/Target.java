package org.slicedscore.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slicedscore.api.Model;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginState;
import org.slicedscore.catalog.PluginTrust;
import org.slicedscore.cli.Ssm;
import org.slicedscore.data.ColumnSelection;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.StoredRun;

/**
 * What is fed with bytes that nobody meant. Whatever they are, a target returns or throws an {@link SsmException}; {@link Fuzz}
 * checks the rest.
 */
enum Target {
    CSV {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.csv");
        }
    },
    /** Text, as the verb `data` reads and examines it: columns, kinds, preprocessing. */
    DATA {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            command("data", Files.write(folder.resolve("rows.csv"), bytes).toString(), "--json");
        }
    },
    /** Compressed text. */
    CSV_GZ {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.csv.gz");
        }
    },
    NPY {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.npy");
        }
    },
    NPZ {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.npz");
        }
    },
    /** An entry of an NPZ file, behind the checksum of the zip file: its name, a line break, its content. */
    NPZ_ENTRY {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path file = folder.resolve("rows.npz");
            List<byte[]> parts = parts(bytes, 2);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                entry(zip, text(parts.get(0)), parts.get(1));
            }
            read(file);
        }
    },
    IDX {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows-idx2-ubyte");
        }
    },
    PARQUET {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.parquet");
        }
    },
    PNG {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.png");
        }
    },
    JPEG {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(bytes, folder, "rows.jpg");
        }
    },
    /** Golden vectors, which are safetensors. */
    GOLDEN {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Files.write(folder.resolve("golden.safetensors"), bytes);
            command("check", "--golden=" + folder, "--backend=reference");
        }
    },
    /** The description of a run. */
    RUN {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path run = Examples.copy("run", folder);
            Files.write(run.resolve("config.json"), bytes);
            StoredRun stored = StoredRun.open(run, CATALOG);
            stored.notes();
            stored.config();
            stored.model();
        }
    },
    /** The weights of a run. */
    MODEL {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path run = Examples.copy("run", folder);
            Files.write(run.resolve("model.safetensors"), bytes);
            StoredRun.open(run, CATALOG).model();
        }
    },
    /** A state to resume from. */
    CHECKPOINT {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path run = Examples.copy("run", folder);
            Files.write(run.resolve("checkpoints/step-2.safetensors"), bytes);
            StoredRun.open(run, CATALOG).snapshot();
        }
    },
    /** The description of a detector. */
    DETECTOR {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path run = Examples.copy("detector", folder);
            Files.write(run.resolve("config.json"), bytes);
            DetectionRun.open(run, CATALOG, "reference", 1);
        }
    },
    /** What a detector learned. */
    LEARNED {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path run = Examples.copy("detector", folder);
            Files.write(run.resolve("detector.safetensors"), bytes);
            DetectionRun.open(run, CATALOG, "reference", 1);
        }
    },
    /** A plug-in's jar. */
    JAR {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            plugins(Files.write(folder.resolve("plugin.jar"), bytes));
        }
    },
    /** What a jar says of itself, behind the checksums of the zip file: manifest, services and module descriptor. */
    MANIFEST {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            Path jar = folder.resolve("plugin.jar");
            List<byte[]> parts = parts(bytes, 3);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
                entry(
                        zip,
                        "META-INF/MANIFEST.MF",
                        text(parts.get(0)).replace('|', '\n').getBytes(StandardCharsets.UTF_8));
                entry(zip, "META-INF/services/" + Model.class.getName(), parts.get(1));
                if (parts.get(2).length > 0) {
                    entry(zip, "module-info.class", parts.get(2));
                }
            }
            plugins(jar);
        }
    },
    /** A list of jars that may be used. */
    TRUST {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            PluginTrust.of(Files.write(folder.resolve("trusted.txt"), bytes));
        }
    },
    /** Settings in a file. */
    SETTINGS {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            command(
                    "train",
                    "--data=" + folder.resolve("none.csv"),
                    "--out=" + folder.resolve("new"),
                    "--config=" + Files.write(folder.resolve("settings.json"), bytes));
        }
    },
    /** The words of a command, one a line. There is no file, so nothing is trained. */
    WORDS {
        @Override
        void run(byte[] bytes, Path folder) {
            List<String> words = new ArrayList<>(List.of("train"));
            text(bytes).lines().filter(Target::harmless).forEach(words::add);
            words.add("--data=" + folder.resolve("none.csv"));
            command(words.toArray(String[]::new));
        }
    },
    /** The names of columns in the first line, separated by commas, and which of them to use in the rest. */
    COLUMNS {
        @Override
        void run(byte[] bytes, Path folder) {
            List<byte[]> parts = parts(bytes, 2);
            List<String> names = List.of(text(parts.get(0)).split(",", -1));
            new ColumnSelection("rows", names).resolve(text(parts.get(1)), Set.of());
        }
    },
    /** An expression, on all backends: a wrong number is a mistake, too. */
    GRAPH {
        private List<Graphs> backends;

        @Override
        void run(byte[] bytes, Path folder) {
            if (backends == null) {
                backends = Graphs.all(CATALOG.backends());
            }
            backends.forEach(b -> b.run(bytes));
        }
    },
    /** The name of a source of rows that needs no file. */
    SOURCE {
        @Override
        void run(byte[] bytes, Path folder) {
            String name = text(bytes);
            if (!name.matches("(?s).*\\d{5}.*")) {
                command("data", "synthetic:" + name, "--json");
            }
        }
    };

    private static final Catalog CATALOG = Catalog.load();

    /**
     * Takes the bytes for what they should be.
     *
     * @param folder an empty one; what a reader leaves there or beside it is a mistake
     */
    abstract void run(byte[] bytes, Path folder) throws IOException;

    private static void rows(byte[] bytes, Path folder, String name) throws IOException {
        read(Files.write(folder.resolve(name), bytes));
    }

    private static void read(Path file) {
        new DataReader(InputStream.nullInputStream(), CATALOG)
                .read(DataSource.parse(file.toString()), ReadOptions.DEFAULT);
    }

    private static void plugins(Path jar) {
        Catalog catalog = Catalog.of(PluginFolders.in(jar), problem -> oneLine(problem.describe()));
        catalog.entries(PluginKind.MODEL);
        PluginState.all(catalog);
    }

    /** Runs a command, whose exit code and messages have to be those of an answer or of an error that was expected. */
    private static void command(String... args) {
        Ssm.Result result = Ssm.run(Map.of(), args);
        String last = result.err().lines().reduce((a, b) -> b).orElse("");
        if (result.code() == 1) {
            throw new AssertionError(String.join(" ", args) + ": " + result.err());
        }
        // the file that is not there is looked for last, so what came before it was right
        if (result.code() != 0 && !last.contains("none.csv: no such file")) {
            throw SsmException.usage(
                    "%s",
                    last.isEmpty() ? result.out().lines().reduce((a, b) -> b).orElse("") : last);
        }
    }

    /** Whether a word names no place beyond the folder, and asks for nothing that goes on. */
    private static boolean harmless(String word) {
        return !word.contains("/") && !word.contains("..") && !word.matches("-?-?(resume|data|out|config|plugins).*");
    }

    static String oneLine(String message) {
        if (message == null || message.isBlank() || message.strip().lines().count() != 1) {
            throw new AssertionError("not one line: " + message);
        }
        return message;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name.length() > 1000 ? name.substring(0, 1000) : name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Parts separated by line breaks; the last has the rest. */
    private static List<byte[]> parts(byte[] bytes, int count) {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
        while (parts.size() < count - 1) {
            java.io.ByteArrayOutputStream part = new java.io.ByteArrayOutputStream();
            for (int b = rest.read(); b >= 0 && b != '\n'; b = rest.read()) {
                part.write(b);
            }
            parts.add(part.toByteArray());
        }
        parts.add(rest.readAllBytes());
        return parts;
    }
}
