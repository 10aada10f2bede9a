package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.benchmarks.Summary;
import org.slicedscore.benchmarks.Workload;

/**
 * Where libtorch spends its time: MKL says itself which products it is asked for and how long they take, and samples of
 * Linux' perf say what the rest is.
 */
final class TorchProfile {
    private static final Pattern PRODUCT =
            Pattern.compile("SGEMM\\(\\w,\\w,(\\d+),(\\d+),(\\d+),.*?\\) ([\\d.e-]+)(\\w+)");
    private static final Pattern VECTOR_PRODUCT = Pattern.compile("SGEMV\\(\\w,(\\d+),(\\d+),.*?\\) ([\\d.e-]+)(\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("^\\s*([\\d.]+)%\\s+(\\S+)\\s+\\[[^]]*]\\s+(.*)$");

    static final String PRODUCTS = "matrix products";
    static final String ELEMENTWISE = "element-wise";
    static final String RANDOM = "random numbers";
    static final String ADAM = "Adam";
    static final String CALLS = "calls, autograd, allocation";
    static final String SYSTEM = "system, page faults";

    /** What the samples are sorted into. */
    static final List<String> KINDS = List.of(PRODUCTS, ELEMENTWISE, RANDOM, ADAM, CALLS, SYSTEM);

    private static final Pattern RANDOM_SYMBOL = Pattern.compile("random|normal_fill|mt19937|Generator");
    private static final Pattern KERNEL_SYMBOL =
            Pattern.compile("Loop2d|loop_2d|_kernel|cpu_kernel|ectorized|Sleef|reduce|cascade_sum");

    private final boolean small;
    private final double seconds;

    TorchProfile(boolean small, double seconds) {
        this.small = small;
        this.seconds = seconds;
    }

    Results.Profile run(Workload workload, TorchLoss.Variant variant) {
        // with one thread, so that no time is spent waiting for the other
        Contender contender = Contender.torch(new Kernels(Blas.Library.MKL, null), variant, 1);
        Workload w = small ? workload.small() : workload;
        Path calls = temporary(".txt");
        Path samples = temporary(".perf");
        try {
            int steps = 1;
            try (Child child =
                    new Child(contender, Map.of("MKL_VERBOSE", "1", "MKL_VERBOSE_OUTPUT_FILE", calls.toString()))) {
                child.prepare(w);
                steps += child.time(0.2).times().length;
            }
            double[] counted = count(Files.readAllLines(calls));
            try (Child child = new Child(contender)) {
                child.prepare(w);
                child.time(seconds);
                boolean sampled = sample(child, samples);
                double ms = Summary.of(child.time(seconds).times()).median();
                return new Results.Profile(
                        workload.id(),
                        contender,
                        Math.round(counted[0] / steps),
                        counted[1] / steps,
                        counted[2] / steps,
                        ms,
                        sampled ? shares(samples) : Map.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            calls.toFile().delete();
            samples.toFile().delete();
        }
    }

    private static Path temporary(String suffix) {
        try {
            return Files.createTempFile("torch-profile", suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Multiply-adds, milliseconds and number of calls. */
    private static double[] count(List<String> lines) {
        double[] total = new double[3];
        for (String line : lines) {
            Matcher m = PRODUCT.matcher(line);
            Matcher v = VECTOR_PRODUCT.matcher(line);
            if (m.find()) {
                add(total, number(m, 1) * number(m, 2) * number(m, 3), number(m, 4), m.group(5));
            } else if (v.find()) {
                add(total, number(v, 1) * number(v, 2), number(v, 3), v.group(4));
            }
        }
        return total;
    }

    private static double number(Matcher m, int group) {
        return Double.parseDouble(m.group(group));
    }

    private static void add(double[] total, double multiplyAdds, double time, String unit) {
        total[0] += multiplyAdds;
        total[1] += time
                * switch (unit) {
                    case "s" -> 1e3;
                    case "ms" -> 1;
                    case "us" -> 1e-3;
                    case "ns" -> 1e-6;
                    default -> throw new IllegalArgumentException("unit of time '" + unit + "'");
                };
        total[2]++;
    }

    /** Whether there was a perf to take samples. */
    private boolean sample(Child child, Path file) {
        try {
            Process perf = new ProcessBuilder(
                            "perf",
                            "record",
                            "-q",
                            "-F",
                            "1999",
                            "-o",
                            file.toString(),
                            "-p",
                            Long.toString(child.pid()),
                            "--",
                            "sleep",
                            Double.toString(seconds))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            child.time(seconds);
            return perf.waitFor(10, TimeUnit.SECONDS) && Files.size(file) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            // no perf on this machine
            return false;
        }
    }

    private static Map<String, Double> shares(Path file) throws IOException {
        Process report = new ProcessBuilder(
                        "perf", "report", "-i", file.toString(), "--stdio", "-F", "overhead,dso,symbol")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Double> shares = new TreeMap<>();
        for (String line : report.inputReader().lines().toList()) {
            Matcher m = SAMPLE.matcher(line);
            if (m.find()) {
                shares.merge(kind(m.group(2), m.group(3)), Double.parseDouble(m.group(1)) / 100, Double::sum);
            }
        }
        return shares;
    }

    private static String kind(String library, String symbol) {
        if (library.startsWith("libmkl") || library.startsWith("libopenblas")) {
            return PRODUCTS;
        }
        if (library.startsWith("libtorch_cpu")) {
            return symbol.contains("adam")
                    ? ADAM
                    : RANDOM_SYMBOL.matcher(symbol).find()
                            ? RANDOM
                            : KERNEL_SYMBOL.matcher(symbol).find() ? ELEMENTWISE : CALLS;
        }
        if (library.startsWith("[kernel")) {
            return SYSTEM;
        }
        return symbol.startsWith("__mem") ? ELEMENTWISE : CALLS;
    }
}
