package org.slicedscore.gpu.opencl.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an OpenCL loader is installed, checked without loading it: if it is missing, JOCL prints to
 * standard error and costs time at each start.
 */
final class Loader {
    private static final String NAME = "libOpenCL.so";
    private static final Path CACHE = Path.of("/etc/ld.so.cache");

    private Loader() {}

    /** False only on Linux if the linker finds no such library. */
    static boolean mayBeThere() {
        return !System.getProperty("os.name").equals("Linux")
                || isIn(System.getenv("LD_LIBRARY_PATH"))
                || isIn("/lib:/usr/lib:/lib64:/usr/lib64:/usr/local/lib")
                || isCached();
    }

    private static boolean isIn(String path) {
        List<String> folders = new ArrayList<>();
        if (path != null) {
            folders.addAll(List.of(path.split(":")));
        }
        return folders.stream()
                .filter(f -> !f.isEmpty())
                .anyMatch(f -> Files.exists(Path.of(f, NAME + ".1")) || Files.exists(Path.of(f, NAME)));
    }

    /** The linker's list of libraries holds their names as plain text. */
    private static boolean isCached() {
        try {
            return new String(Files.readAllBytes(CACHE), StandardCharsets.ISO_8859_1).contains(NAME);
        } catch (IOException e) {
            // without a list, assume that it exists
            return Files.exists(CACHE);
        }
    }
}
