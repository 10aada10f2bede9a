package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who computes, and how it is set up: the flags and the environment of its process.
 *
 * @param library what does the work
 * @param blas what libtorch takes its matrix products from; null for the others
 * @param variant what libtorch does about several directions; null for the others
 * @param backend the backend of this framework; null for the others
 * @param threads how many threads it may use
 */
record Contender(Library library, Blas.Library blas, TorchLoss.Variant variant, String backend, int threads) {
    /** The programs that are compared. */
    enum Library {
        SSM("ssm"),
        TORCH("libtorch"),
        MKL("MKL"),
        OPENBLAS("OpenBLAS");

        private final String title;

        Library(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static Contender ssm(String backend, int threads) {
        return new Contender(Library.SSM, null, null, backend, threads);
    }

    static Contender torch(Blas.Library blas, TorchLoss.Variant variant, int threads) {
        return new Contender(Library.TORCH, blas, variant, null, threads);
    }

    static Contender blas(Blas.Library blas, int threads) {
        return new Contender(blas == Blas.Library.MKL ? Library.MKL : Library.OPENBLAS, blas, null, null, threads);
    }

    /** The setting in words, without the library. */
    String setting(boolean withVariant) {
        List<String> words = new ArrayList<>();
        if (library == Library.TORCH) {
            words.add(blas == Blas.Library.MKL ? "MKL" : "OpenBLAS");
            if (withVariant) {
                words.add(variant.title());
            }
        }
        words.add(threads + (threads == 1 ? " thread" : " threads"));
        return String.join(", ", words);
    }

    /** Flags for its virtual machine. */
    List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                // pointers are freed by scopes; watching them for the collector as well costs time on small steps
                "-Dorg.bytedeco.javacpp.nopointergc=true"));
        if (library == Library.SSM) {
            // as the launcher starts the command
            flags.addAll(List.of("@scripts/jvm/collector.options", "@scripts/jvm/loops.options"));
        } else {
            // no thread of the collector beside the threads that compute, and a heap that never grows meanwhile
            flags.addAll(List.of("-XX:+UseSerialGC", "-Xms2g", "-Xmx4g"));
        }
        if (library == Library.TORCH && blas == Blas.Library.MKL) {
            // JavaCPP then loads MKL under the name of the OpenBLAS that libtorch is linked with
            flags.add("-Dorg.bytedeco.openblas.load=mkl");
        }
        return flags;
    }

    /** Variables for its environment. */
    Map<String, String> environment() {
        String n = Integer.toString(threads);
        return switch (library) {
            case SSM -> Map.of();
            // MKL on the OpenMP runtime that libtorch uses: with two runtimes the threads of one would wait actively
            // on the cores that the other needs
            case TORCH ->
                Map.of(
                        "OMP_NUM_THREADS", n,
                        "MKL_NUM_THREADS", n,
                        "OPENBLAS_NUM_THREADS", n,
                        "MKL_THREADING_LAYER", "GNU",
                        "MKL_DYNAMIC", "FALSE");
            case MKL -> Map.of("MKL_NUM_THREADS", n, "OMP_NUM_THREADS", n, "MKL_DYNAMIC", "FALSE");
            case OPENBLAS -> Map.of("OPENBLAS_NUM_THREADS", n);
        };
    }
}
