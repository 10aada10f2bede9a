package org.slicedscore.spark.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The folder of a run that outlives executors: its document, its history and its checkpoints, as they are in the run directory.
 *
 * @param uri where, such as {@code hdfs://…/run} or a path that all machines share
 * @param hadoop says how to reach it
 */
record RemoteFolder(String uri, SerializableConfiguration hadoop) implements Serializable {
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final String CHECKPOINTS = "checkpoints";

    private FileSystem system() throws IOException {
        return new Path(uri).getFileSystem(hadoop.value());
    }

    /** The latest checkpoint; null if there is none. */
    String latest() {
        try {
            Path folder = new Path(uri, CHECKPOINTS);
            FileSystem system = system();
            String latest = null;
            long step = -1;
            if (system.exists(folder)) {
                for (FileStatus file : system.listStatus(folder)) {
                    Matcher name = CHECKPOINT.matcher(file.getPath().getName());
                    if (name.matches() && Long.parseLong(name.group(1)) > step) {
                        step = Long.parseLong(name.group(1));
                        latest = CHECKPOINTS + "/" + file.getPath().getName();
                    }
                }
            }
            return latest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file here, whole or not at all. */
    void put(java.nio.file.Path folder, java.nio.file.Path file) {
        try {
            FileSystem system = system();
            Path to = new Path(uri, folder.relativize(file).toString().replace('\\', '/'));
            Path part = new Path(to.getParent(), "." + to.getName() + ".part");
            try (OutputStream out = system.create(part, true)) {
                Files.copy(file, out);
            }
            system.delete(to, false);
            if (!system.rename(part, to)) {
                throw new IOException("cannot rename " + part + " to " + to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file is there: there is no history before the first report. */
    boolean has(String name) {
        try {
            return system().exists(new Path(uri, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fetches a file into a folder of this machine, under the same name. */
    java.nio.file.Path get(String name, java.nio.file.Path folder) {
        try (InputStream in = system().open(new Path(uri, name))) {
            java.nio.file.Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a checkpoint that a later one has replaced. */
    void remove(String name) {
        try {
            system().delete(new Path(uri, name), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all of it. */
    void delete() {
        try {
            system().delete(new Path(uri), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
