package org.slicedscore.gpu.opencl.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The drivers registered with the loader, for the message that none of them works. */
final class RegisteredDrivers {
    private RegisteredDrivers() {}

    /** Text such as {@code : /etc/OpenCL/vendors/nvidia.icd names libnvidia-opencl.so.1, which does not load}. */
    static String describe() {
        String set = System.getenv("OCL_ICD_VENDORS");
        Path folder = Path.of(set == null || set.isEmpty() ? "/etc/OpenCL/vendors" : set);
        if (Files.isRegularFile(folder)) {
            return ": " + entry(folder);
        }
        if (!Files.isDirectory(folder)) {
            return ": there is no folder " + folder;
        }
        List<String> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(".icd")).sorted().forEach(f -> entries.add(entry(f)));
        } catch (IOException e) {
            return ": " + folder + " cannot be read";
        }
        return entries.isEmpty() ? ": " + folder + " is empty" : ": " + String.join("; ", entries);
    }

    private static String entry(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            String library = lines.findFirst().orElse("").strip();
            return file + " names '" + library + "', which does not load or has no platform";
        } catch (IOException | UncheckedIOException e) {
            return file + " cannot be read";
        }
    }
}
