package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.benchmarks.Machine;
import org.slicedscore.benchmarks.ProductShape;
import org.slicedscore.benchmarks.Workload;
import org.slicedscore.engine.run.Version;

/**
 * Compares this framework with libtorch, MKL and OpenBLAS and writes down what came out. Results are kept in the work
 * folder, so that parts can be run one at a time; the report is made of all that are there.
 */
final class SideBySide {
    private static final String USAGE = """
            usage: scripts/bench-peers [PART ...] [OPTION ...]
            parts, all of them if none is given:
              steps      training steps against libtorch
              scaling    steps with ever more directions against a forward pass
              products   matrix products against MKL and OpenBLAS
              profile    where libtorch's time goes
              report     writes the report alone, from the results that are there: the section of this
                         processor, in place of the one that FILE may have
            options:
              --rounds N      turns of each contender (7)
              --seconds S     length of a turn of a step (1); a turn of a product is a fifth of it
              --warm-up S     warm-up of each contender (4); of a product a fifth of it
              --backend ID    backend of this framework (simd)
              --only A,B      these workloads
              --small         workloads cut down to the size of a test, to see whether everything works
              --out FILE      where the report goes (docs/benchmarks.md)
              --work DIR      where results are kept (ssm-benchmarks/target/peers)
            """;

    /** A product is so short that a turn needs less time for as many repeats. */
    private static final double PRODUCT_SHARE = 0.2;

    private static final Set<String> PARTS = Set.of("steps", "scaling", "products", "profile", "report");

    private final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "--rounds",
            "7",
            "--seconds",
            "1",
            "--warm-up",
            "4",
            "--backend",
            "simd",
            "--only",
            "",
            "--out",
            "docs/benchmarks.md",
            "--work",
            "ssm-benchmarks/target/peers"));

    private final List<String> parts = new ArrayList<>();
    private boolean small;

    private SideBySide() {}

    /**
     * The program.
     *
     * @param args as in the usage
     * @throws IOException if a result cannot be kept
     */
    public static void main(String[] args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        SideBySide program = new SideBySide();
        if (!program.parse(args)) {
            System.err.print(USAGE);
            System.exit(2);
        }
        try {
            program.workloads();
        } catch (IllegalArgumentException e) {
            System.err.println("bench-peers: --only: " + e.getMessage());
            System.exit(2);
        }
        program.run(String.join(" ", args));
    }

    private boolean parse(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--small")) {
                small = true;
            } else if (options.containsKey(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else if (PARTS.contains(args[i])) {
                parts.add(args[i]);
            } else {
                return false;
            }
        }
        if (parts.isEmpty()) {
            parts.addAll(List.of("steps", "scaling", "products", "profile"));
        }
        return true;
    }

    private void run(String arguments) throws IOException {
        Store store = new Store(Path.of(options.get("--work")));
        String backend = options.get("--backend");
        int rounds = Integer.parseInt(options.get("--rounds"));
        double seconds = number("--seconds");
        double warmUp = number("--warm-up");
        if (!parts.equals(List.of("report"))) {
            store.write(setup(backend, arguments));
        }
        if (parts.contains("steps")) {
            StepComparison steps = new StepComparison(backend, small, new Alternation(rounds, seconds, warmUp));
            for (Workload w : workloads()) {
                Results.Step step = steps.run(w);
                store.write(step);
                say(step);
            }
        }
        if (parts.contains("scaling")) {
            StepComparison steps = new StepComparison(backend, small, new Alternation(rounds, seconds, warmUp));
            for (Workload w : Workload.SCALING) {
                Results.Step step = steps.ours(w);
                store.writeScaling(step);
                say(step);
            }
        }
        if (parts.contains("products")) {
            Alternation alternation = new Alternation(rounds, seconds * PRODUCT_SHARE, warmUp * PRODUCT_SHARE);
            List<ProductShape.Used> shapes = small ? ProductShape.list().subList(0, 2) : ProductShape.list();
            store.write(new ProductComparison(backend, alternation).run(shapes, SideBySide::say));
        }
        if (parts.contains("profile")) {
            TorchProfile profile = new TorchProfile(small, seconds * 3);
            for (Workload w : workloads()) {
                for (TorchLoss.Variant v : TorchLoss.Variant.of(w)) {
                    Results.Profile p = profile.run(w, v);
                    store.write(p);
                    say(p);
                }
            }
        }
        Path out = Path.of(options.get("--out"));
        new Page(out).write(new Report(store));
        System.out.println("wrote " + out);
    }

    private double number(String option) {
        return Double.parseDouble(options.get(option));
    }

    private List<Workload> workloads() {
        String only = options.get("--only");
        return only.isEmpty()
                ? Workload.TABLE
                : Arrays.stream(only.split(",")).map(Workload::of).toList();
    }

    private Results.Setup setup(String backend, String arguments) {
        return new Results.Setup(
                Machine.here(),
                LocalDate.now().toString(),
                ("scripts/bench-peers " + arguments).strip(),
                backend,
                small,
                versions(),
                kernels());
    }

    private static Map<String, String> kernels() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Kernels k : Kernels.all()) {
            found.put(k.title(), k.found());
            System.out.println("kernels of " + k.title() + ": " + found.get(k.title()));
        }
        return found;
    }

    /** From the names of the jars, as no native library may be loaded in this process. */
    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("ssm", Version.get());
        Pattern jar = Pattern.compile("(pytorch|mkl|openblas)-([\\d.]+)-([\\d.]+)\\.jar");
        Matcher m = jar.matcher(System.getProperty("java.class.path"));
        while (m.find()) {
            String name = m.group(1).equals("pytorch") ? "libtorch" : m.group(1).equals("mkl") ? "MKL" : "OpenBLAS";
            versions.put(name, m.group(2));
            versions.put("JavaCPP presets", m.group(3));
        }
        return versions;
    }

    private static void say(Results.Step step) {
        System.out.printf(
                Locale.ROOT,
                "%s; peak %.0f GFLOP/s on one core, %.0f on all%n",
                step.title(),
                step.peak().one(),
                step.peak().all());
        for (Results.Timing t : step.timings()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-10s %-40s %10.3f ms (%.3f to %.3f)%n",
                    t.contender().library().title(),
                    t.contender().setting(true),
                    t.ms().median(),
                    t.ms().low(),
                    t.ms().high());
        }
    }

    private static void say(Results.Product product) {
        System.out.printf(Locale.ROOT, "%-36s", product.shape().title());
        for (Results.Timing t : product.timings()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s/%d %.0f",
                    t.contender().library().title(),
                    t.contender().threads(),
                    2e-6 * product.shape().multiplyAdds() / t.ms().median());
        }
        System.out.println(" GFLOP/s");
    }

    private static void say(Results.Profile p) {
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %.3f ms, of it %.3f ms in %.0f products of %,d multiply-adds; samples %s%n",
                p.workload(),
                p.contender().setting(true),
                p.stepMs(),
                p.productMs(),
                p.products(),
                p.multiplyAdds(),
                p.shares());
    }
}
