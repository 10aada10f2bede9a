package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.benchmarks.Workload;

/**
 * A library of matrix products, and the processor whose kernels it is told to run.
 *
 * @param library the library
 * @param core the value of {@code OPENBLAS_CORETYPE}; null for what the library chooses itself
 */
record Kernels(Blas.Library library, String core) {
    /** OpenBLAS' kernels for the first processors with AVX-512. */
    private static final String WIDE = "SKYLAKEX";

    /** The line with which MKL begins what it says of itself, such as "… for Intel(R) 64 architecture X, Lnx 2.1GHz …". */
    private static final Pattern MKL = Pattern.compile("MKL_VERBOSE .*architecture (.*?)(?: enabled processors)?, ");

    private static final Pattern OPENBLAS = Pattern.compile("Core: (\\S+)");

    /** All that may be the fastest on this processor. */
    static List<Kernels> all() {
        List<Kernels> all = new ArrayList<>();
        all.add(new Kernels(Blas.Library.MKL, null));
        all.add(new Kernels(Blas.Library.OPENBLAS, null));
        if (hasWideVectors()) {
            all.add(new Kernels(Blas.Library.OPENBLAS, WIDE));
        }
        return all;
    }

    private static boolean hasWideVectors() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            return Files.exists(info)
                    && Files.readAllLines(info).stream()
                            .anyMatch(l -> l.startsWith("flags") && l.contains(" avx512f "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String title() {
        return (library == Blas.Library.MKL ? "MKL" : "OpenBLAS") + (core == null ? "" : " as " + core);
    }

    Map<String, String> environment() {
        return core == null ? Map.of() : Map.of("OPENBLAS_CORETYPE", core);
    }

    /** The kernels that run within libtorch, as the library itself says in a short run of its own. */
    String found() {
        try {
            Path said = Files.createTempFile("kernels", ".txt");
            Path errors = Files.createTempFile("kernels", ".log");
            try {
                Map<String, String> verbose =
                        Map.of("MKL_VERBOSE", "1", "MKL_VERBOSE_OUTPUT_FILE", said.toString(), "OPENBLAS_VERBOSE", "2");
                Contender contender = Contender.torch(this, TorchLoss.Variant.SHARED, 1);
                try (Child child = new Child(contender, verbose, errors)) {
                    child.prepare(Workload.of("mid").small());
                }
                List<String> lines = new ArrayList<>(Files.readAllLines(said));
                lines.addAll(Files.readAllLines(errors));
                return found(library == Blas.Library.MKL ? MKL : OPENBLAS, lines);
            } finally {
                Files.delete(said);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(Pattern pattern, List<String> lines) {
        for (String line : lines) {
            Matcher m = pattern.matcher(line);
            if (m.find()) {
                return m.group(1);
            }
        }
        throw new IllegalStateException("the library does not say which kernels it runs: " + lines);
    }
}
