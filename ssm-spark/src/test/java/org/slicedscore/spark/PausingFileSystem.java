package org.slicedscore.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The files of this machine, as {@code pause:///…}. Whoever first puts a checkpoint of step 40 in its place stops there, writes the file
 * {@code paused} beside the run, and goes on when somebody has written {@code killed}: so a test can kill an executor in the middle of
 * training, however fast the machine is.
 */
public final class PausingFileSystem extends RawLocalFileSystem {
    static final String PAUSED = "paused";
    static final String KILLED = "killed";

    private static final URI NAME = URI.create("pause:///");
    private static final String STEP = "step-40.safetensors";

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (to.getName().equals(STEP)) {
            // …/ssm-ID/checkpoints/step-40.safetensors
            java.nio.file.Path folder = java.nio.file.Path.of(
                    to.getParent().getParent().getParent().toUri().getPath());
            if (!Files.exists(folder.resolve(PAUSED))) {
                Files.createFile(folder.resolve(PAUSED));
                await(folder.resolve(KILLED));
            }
        }
        return super.rename(from, to);
    }

    private static void await(java.nio.file.Path file) throws IOException {
        while (!Files.exists(file)) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
