package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slicedscore.benchmarks.Machine;
import org.slicedscore.benchmarks.Summary;
import org.slicedscore.benchmarks.Workload;

/** Writes results down as the section of a processor. */
final class Report {
    private final Results.Setup setup;
    private final List<Results.Step> steps;
    private final List<Results.Step> scaling;
    private final List<Results.Product> products;
    private final List<Results.Profile> profiles;
    private final StringBuilder out = new StringBuilder();

    Report(Store store) throws IOException {
        setup = store.setup().orElseThrow(() -> new IllegalStateException("nothing was measured yet"));
        Comparator<String> order = Comparator.comparingInt(
                id -> Workload.TABLE.stream().map(Workload::id).toList().indexOf(id));
        steps = store.steps().stream()
                .sorted(Comparator.comparing(Results.Step::workload, order))
                .toList();
        scaling = store.scaling();
        products = store.products();
        profiles = store.profiles().stream()
                .sorted(Comparator.comparing(Results.Profile::workload, order))
                .toList();
    }

    String text() {
        introduction();
        if (!steps.isEmpty()) {
            steps();
            threads();
            settings();
        }
        if (!scaling.isEmpty()) {
            scaling();
        }
        if (!profiles.isEmpty()) {
            profiles();
        }
        if (!products.isEmpty()) {
            products();
        }
        return out.toString();
    }

    /** The processor that the results are from. */
    String processor() {
        return setup.machine().cpu();
    }

    private void introduction() {
        Machine m = setup.machine();
        line("Measured by `%s`.", setup.command());
        line("");
        if (setup.small()) {
            line("**A trial with tiny models: the numbers below say nothing.**");
            line("");
        }
        line("### Machine");
        line("");
        line("| | |");
        line("|---|---|");
        line("| date | %s |", setup.date());
        line("| processor | %s, %d cores; %s |", m.cpu(), m.cores(), m.caches());
        line("| memory | %d GB |", m.memoryGb());
        line("| system | %s |", m.system());
        line("| Java | %s |", m.java());
        line("| compared | %s |", joined(setup.versions(), " "));
        line("| kernels | %s |", joined(setup.kernels(), ": "));
        if (!steps.isEmpty()) {
            line(
                    "| peak, float32 | %.0f GFLOP/s on one core, %.0f on all |",
                    median(p -> p.one()), median(p -> p.all()));
        }
        line("");
        line("""
                The peak is measured, with independent chains of fused multiply-adds on %d-bit vectors that stay in registers,
                and in turn with the contenders, because the clock rate of a core changes over time. "Share of peak" divides
                by the peak of as many cores as the setting uses, measured in the same rounds. Kernels are what each library
                says it runs (`MKL_VERBOSE=1`, `OPENBLAS_VERBOSE=2`).
                """, m.vectorBits());
    }

    private static String joined(Map<String, String> values, String between) {
        return values.entrySet().stream()
                .map(e -> e.getKey() + between + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private double median(ToDoubleFunction<Results.Peak> which) {
        return Summary.of(steps.stream()
                        .mapToDouble(s -> which.applyAsDouble(s.peak()))
                        .toArray())
                .median();
    }

    private void steps() {
        line("""
                ### Training steps

                A step is everything that training does for a batch: fresh Rademacher directions (or noise), the loss, the
                gradient of every parameter, Adam's update with a learning rate of 0, and reading the loss back: all steps start from the
                same weights, on both sides. B is the batch size, M the number of
                directions for each row. All activations are softplus. Rows are random normal numbers, the same on both sides.
                `TorchStepTest` checks that losses and gradients agree on both sides.

                libtorch's step is written the way a careful PyTorch user would write it. The score is a differentiable
                gradient; vᵀHv is a second gradient, of vᵀs; one more pass gives the gradients of the parameters and
                nothing else. Adam is the fused version. With several directions, both ways are tried: compute the score
                once and differentiate it for each direction, or copy the batch. Exact score matching takes the
                coordinate directions in the same two ways. The score network needs one gradient less. libtorch runs with MKL
                and with OpenBLAS (with AVX-512, also told to run its kernels for SKYLAKEX), each on one core and on all.
                Its convolutions run without oneDNN: with it, the gradient of the rows differs from run to run in this build, and
                `TorchStepTest` fails.

                Every setting runs in its own process. After a warm-up, the processes take turns, round by round, while the
                others sleep. Times are medians over all rounds, with quartiles. Each side is represented by its best
                setting. The ratio is libtorch's median divided by ours, round by round, with quartiles over the rounds: above 1
                this framework is faster. GFLOP/s counts two operations for each multiply-add of the matrix products in this
                framework's plan; extra work that libtorch does is not counted.
                """);
        line("| workload | multiply-adds | ssm, ms | GFLOP/s | share of peak | libtorch, ms | ratio |");
        line("|---|---:|---:|---:|---:|---:|---:|");
        double logs = 0;
        StringBuilder behind = new StringBuilder();
        for (Results.Step s : steps) {
            Results.Timing ours = s.best(Contender.Library.SSM);
            Results.Timing theirs = s.best(Contender.Library.TORCH);
            Summary ratio = Results.ratio(ours, theirs);
            double gflops = 2e-6 * s.multiplyAdds() / ours.ms().median();
            line(
                    "| %s | %s | %s (%s) | %.0f | %.0f %% | %s (%s) | **%.2f** (%.2f–%.2f) |",
                    s.title(),
                    millions(s.multiplyAdds()),
                    ms(ours.ms()),
                    ours.contender().setting(false),
                    gflops,
                    100 * gflops / s.peak().of(ours.contender().threads()),
                    ms(theirs.ms()),
                    theirs.contender().setting(several(s)),
                    ratio.median(),
                    ratio.low(),
                    ratio.high());
            logs += Math.log(ratio.median());
            if (ratio.median() < 1) {
                behind.append(behind.isEmpty() ? "" : "; ").append(s.title());
            }
        }
        line("");
        line("Geometric mean of the ratios: **%.2f**.", Math.exp(logs / steps.size()));
        line(behind.isEmpty() ? "Slower than libtorch: none." : "Slower than libtorch: " + behind + ".");
        line("");
    }

    private void threads() {
        line("""
                ### Threads, memory

                This framework alone, in the same run. Bytes are the memory that all Java threads allocate in a step, as
                counted by the JVM. Memory is the peak of the whole process, including the JVM and its compilers.
                """);
        line(
                "| workload | 1 thread, ms | share of peak | %d threads, ms | share of peak | speed-up | bytes a step | memory, MB | libtorch, MB |",
                threadsMost());
        line("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (Results.Step s : steps) {
            Results.Timing one = ours(s, 1);
            Results.Timing all = ours(s, threadsMost());
            line(
                    "| %s | %s | %.0f %% | %s | %.0f %% | %.2f | %.0f | %d | %d |",
                    s.title(),
                    ms(one.ms()),
                    share(s, one),
                    ms(all.ms()),
                    share(s, all),
                    Results.ratio(all, one).median(),
                    s.best(Contender.Library.SSM).bytes(),
                    s.best(Contender.Library.SSM).memoryMb(),
                    s.best(Contender.Library.TORCH).memoryMb());
        }
        line("");
    }

    private int threadsMost() {
        return StepComparison.threads().getLast();
    }

    private static Results.Timing ours(Results.Step s, int threads) {
        return s.timings().stream()
                .filter(t -> t.contender().library() == Contender.Library.SSM
                        && t.contender().threads() == threads)
                .findFirst()
                .orElse(s.best(Contender.Library.SSM));
    }

    private double share(Results.Step s, Results.Timing t) {
        return 100
                * 2e-6
                * s.multiplyAdds()
                / t.ms().median()
                / s.peak().of(t.contender().threads());
    }

    private void settings() {
        line("""
                ### All settings of libtorch

                Medians in milliseconds, with quartiles.
                """);
        line("| workload | setting | ms |");
        line("|---|---|---:|");
        for (Results.Step s : steps) {
            s.timings().stream()
                    .filter(t -> t.contender().library() == Contender.Library.TORCH)
                    .sorted(Comparator.comparingDouble(t -> t.ms().median()))
                    .forEach(t ->
                            line("| %s | %s | %s |", s.title(), t.contender().setting(several(s)), ms(t.ms())));
        }
        line("");
    }

    private void scaling() {
        line("""
                ### A step against a forward pass

                This framework alone, each workload with its better number of threads. The forward pass is the same model on
                the same batch. The prediction is the time for one direction, scaled by the multiply-adds.
                """);
        line("| what | multiply-adds | ms | forward passes | predicted from M = 1, ms | measured / predicted |");
        line("|---|---:|---:|---:|---:|---:|");
        Results.Step forward = scaling.getFirst();
        double forwardMs = forward.best(Contender.Library.SSM).ms().median();
        Results.Step base = scaling.get(Math.min(1, scaling.size() - 1));
        double baseMs = base.best(Contender.Library.SSM).ms().median();
        for (Results.Step s : scaling) {
            Results.Timing t = s.best(Contender.Library.SSM);
            double predicted = baseMs * s.multiplyAdds() / base.multiplyAdds();
            line(
                    "| %s | %s | %s (%s) | %.2f | %s | %s |",
                    s.title(),
                    millions(s.multiplyAdds()),
                    ms(t.ms()),
                    t.contender().setting(false),
                    t.ms().median() / forwardMs,
                    s == forward ? "–" : number(predicted),
                    s == forward ? "–" : String.format(Locale.ROOT, "%.2f", t.ms().median() / predicted));
        }
        line("");
    }

    private static boolean several(Results.Step s) {
        return s.timings().stream().anyMatch(t -> t.contender().variant() == TorchLoss.Variant.COPIED);
    }

    private void profiles() {
        line("""
                ### Where libtorch's time goes

                On one thread with MKL. MKL itself reports the products it computes (`MKL_VERBOSE`): how many multiply-adds,
                and how long they take. Samples of Linux perf classify the rest: element-wise kernels with their reductions
                and copies, random numbers, Adam, then everything that is not arithmetic (dispatch, autograd's graph,
                allocation, the calls from Java), and the system. The last column divides the multiply-adds by those of this
                framework's plan.
                """);
        line(
                "| workload | ms | products, ms | GFLOP/s in products | %s | multiply-adds, times ours |",
                String.join(" | ", TorchProfile.KINDS));
        line("|---|---:|---:|---:|%s---:|", "---:|".repeat(TorchProfile.KINDS.size()));
        for (Results.Profile p : profiles) {
            String shares = TorchProfile.KINDS.stream()
                    .map(k -> p.shares().isEmpty()
                            ? "–"
                            : String.format(
                                    Locale.ROOT, "%.0f %%", 100 * p.shares().getOrDefault(k, 0.0)))
                    .collect(Collectors.joining(" | "));
            String times = steps.stream()
                    .filter(s -> s.workload().equals(p.workload()))
                    .findFirst()
                    .map(s -> String.format(Locale.ROOT, "%.2f", (double) p.multiplyAdds() / s.multiplyAdds()))
                    .orElse("–");
            line(
                    "| %s | %s | %s | %.0f | %s | %s |",
                    profileTitle(p),
                    number(p.stepMs()),
                    number(p.productMs()),
                    2e-6 * p.multiplyAdds() / p.productMs(),
                    shares,
                    times);
        }
        line("");
    }

    private static String profileTitle(Results.Profile p) {
        Workload w = Workload.of(p.workload());
        return TorchLoss.Variant.of(w).size() > 1
                ? w.title() + "; " + p.contender().variant().title()
                : w.title();
    }

    private void products() {
        line("""
                ### Matrix products

                Single products C = A·B of row-major float32 matrices: from every workload's plan the shapes that take most of the time,
                then square ones. Sizes are m × n × k, with the transposes of the plan; `C +=` adds to C. This framework
                runs each product as a plan of its own; MKL and OpenBLAS are called through `cblas_sgemm`. Every repeat uses
                the same operands, so they are as warm in the caches as possible, for all three. The results are compared before
                anything is timed. The numbers are GFLOP/s, with the share of the peak; a ratio above 1 means that this framework is
                faster.
                """);
        for (int threads : StepComparison.threads()) {
            line("#### %s", threads == 1 ? "One thread" : threads + " threads");
            line("");
            line("| product | in | ssm | share | MKL | OpenBLAS | ratio to MKL | to OpenBLAS |");
            line("|---|---|---:|---:|---:|---:|---:|---:|");
            for (Results.Product p : products) {
                Results.Timing ours = p.of(Contender.Library.SSM, threads);
                Results.Timing mkl = p.of(Contender.Library.MKL, threads);
                Results.Timing open = p.of(Contender.Library.OPENBLAS, threads);
                line(
                        "| %s | %s | %.0f | %.0f %% | %.0f | %.0f | %.2f | %.2f |",
                        p.shape().title(),
                        String.join(", ", p.users()),
                        gflops(p, ours),
                        100 * gflops(p, ours) / p.peak().of(threads),
                        gflops(p, mkl),
                        gflops(p, open),
                        Results.ratio(ours, mkl).median(),
                        Results.ratio(ours, open).median());
            }
            line("");
        }
        line("Each side with its better number of threads:");
        line("");
        line("| product | ssm | MKL | OpenBLAS | ratio to MKL | to OpenBLAS |");
        line("|---|---:|---:|---:|---:|---:|");
        for (Results.Product p : products) {
            Results.Timing ours = p.best(Contender.Library.SSM);
            Results.Timing mkl = p.best(Contender.Library.MKL);
            Results.Timing open = p.best(Contender.Library.OPENBLAS);
            line(
                    "| %s | %.0f (%d) | %.0f (%d) | %.0f (%d) | %.2f | %.2f |",
                    p.shape().title(),
                    gflops(p, ours),
                    ours.contender().threads(),
                    gflops(p, mkl),
                    mkl.contender().threads(),
                    gflops(p, open),
                    open.contender().threads(),
                    Results.ratio(ours, mkl).median(),
                    Results.ratio(ours, open).median());
        }
        line("");
    }

    private static double gflops(Results.Product p, Results.Timing t) {
        return 2e-6 * p.shape().multiplyAdds() / t.ms().median();
    }

    private static String ms(Summary s) {
        return number(s.median()) + " (" + number(s.low()) + "–" + number(s.high()) + ")";
    }

    /** Three digits that count. */
    private static String number(double x) {
        int digits = x >= 100 ? 0 : x >= 10 ? 1 : x >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", x);
    }

    private static String millions(long multiplyAdds) {
        return multiplyAdds >= 1_000_000
                ? String.format(Locale.ROOT, "%,.0f M", multiplyAdds * 1e-6)
                : String.format(Locale.ROOT, "%.2f M", multiplyAdds * 1e-6);
    }

    private void line(String format, Object... args) {
        out.append(args.length == 0 ? format : String.format(Locale.ROOT, format, args))
                .append('\n');
    }
}
