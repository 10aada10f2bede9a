package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.slicedscore.benchmarks.ProductShape;

/**
 * {@code cblas_sgemm} of one of the libraries that JavaCPP's presets bring. The presets unpack and load it; it is called
 * through the foreign function interface, which costs a few nanoseconds, and which says of which library.
 */
final class Blas {
    /** The libraries. */
    enum Library {
        MKL(org.bytedeco.mkl.global.mkl_rt.class, "libmkl_rt.so", "MKL_Set_Num_Threads"),
        OPENBLAS(
                org.bytedeco.openblas.global.openblas_nolapack.class,
                "libopenblas_nolapack.so",
                "openblas_set_num_threads");

        private final Class<?> preset;
        private final String file;
        private final String setThreads;

        Library(Class<?> preset, String file, String setThreads) {
            this.preset = preset;
            this.file = file;
            this.setThreads = setThreads;
        }
    }

    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;

    private final MethodHandle sgemm;

    /**
     * Loads a library.
     *
     * @param library which
     * @param threads how many it may use
     */
    @SuppressWarnings("restricted") // what a binding to C needs
    Blas(Library library, int threads) {
        String loaded = Loader.load(library.preset);
        // the preset's own library lies beside the one that it wraps
        Path path = file(loaded, library.file);
        SymbolLookup symbols = SymbolLookup.libraryLookup(path, Arena.global());
        Linker linker = Linker.nativeLinker();
        sgemm = linker.downcallHandle(
                symbols.findOrThrow("cblas_sgemm"),
                FunctionDescriptor.ofVoid(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_FLOAT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_FLOAT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        MethodHandle set = linker.downcallHandle(
                symbols.findOrThrow(library.setThreads), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            set.invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(String loaded, String name) {
        try (Stream<Path> files = Files.list(Path.of(loaded).getParent())) {
            return files.filter(f -> f.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + name + " beside " + loaded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does a product.
     *
     * @param s its shape
     * @param a the left operand as it lies in memory
     * @param b the right operand as it lies in memory
     * @param c the result
     */
    void multiply(ProductShape s, MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            sgemm.invokeExact(
                    ROW_MAJOR,
                    s.aTransposed() ? TRANSPOSE : NO_TRANSPOSE,
                    s.bTransposed() ? TRANSPOSE : NO_TRANSPOSE,
                    s.m(),
                    s.n(),
                    s.k(),
                    1f,
                    a,
                    s.aTransposed() ? s.m() : s.k(),
                    b,
                    s.bTransposed() ? s.k() : s.n(),
                    s.accumulate() ? 1f : 0f,
                    c,
                    s.n());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
