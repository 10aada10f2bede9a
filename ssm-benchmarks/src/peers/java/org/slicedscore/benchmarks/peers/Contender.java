package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who computes, and how it is set up: the flags and the environment of its process.
 *
 * @param library what does the work
 * @param kernels what computes matrix products; null for this framework
 * @param variant what libtorch does about several directions; null for the others
 * @param backend the backend of this framework; null for the others
 * @param threads how many threads it may use
 */
record Contender(Library library, Kernels kernels, TorchLoss.Variant variant, String backend, int threads) {
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

    static Contender torch(Kernels kernels, TorchLoss.Variant variant, int threads) {
        return new Contender(Library.TORCH, kernels, variant, null, threads);
    }

    static Contender blas(Kernels kernels, int threads) {
        Library library = kernels.library() == Blas.Library.MKL ? Library.MKL : Library.OPENBLAS;
        return new Contender(library, kernels, null, null, threads);
    }

    /** The setting in words, without the library. */
    String setting(boolean withVariant) {
        List<String> words = new ArrayList<>();
        if (library == Library.TORCH) {
            words.add(kernels.title());
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
            flags.addAll(List.of("@scripts/jvm/collector.options", "@scripts/jvm/compiler.options"));
        } else {
            // no thread of the collector beside the threads that compute, and a heap that never grows meanwhile
            flags.addAll(List.of("-XX:+UseSerialGC", "-Xms2g", "-Xmx4g"));
        }
        if (library == Library.TORCH && kernels.library() == Blas.Library.MKL) {
            // JavaCPP then loads MKL under the name of the OpenBLAS that libtorch is linked with
            flags.add("-Dorg.bytedeco.openblas.load=mkl");
        }
        return flags;
    }

    /** Variables for its environment, which has no others for these libraries. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(kernels == null ? Map.of() : kernels.environment());
        String n = Integer.toString(threads);
        switch (library) {
            case SSM -> {}
            // MKL on the OpenMP runtime that libtorch uses: with two runtimes the threads of one would wait actively
            // on the cores that the other needs
            case TORCH ->
                variables.putAll(Map.of(
                        "OMP_NUM_THREADS", n,
                        "MKL_NUM_THREADS", n,
                        "OPENBLAS_NUM_THREADS", n,
                        "MKL_THREADING_LAYER", "GNU",
                        "MKL_DYNAMIC", "FALSE"));
            case MKL -> variables.putAll(Map.of("MKL_NUM_THREADS", n, "OMP_NUM_THREADS", n, "MKL_DYNAMIC", "FALSE"));
            case OPENBLAS -> variables.put("OPENBLAS_NUM_THREADS", n);
        }
        return variables;
    }
}
