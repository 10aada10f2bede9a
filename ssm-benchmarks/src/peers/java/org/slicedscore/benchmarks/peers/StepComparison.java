package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.benchmarks.ForwardStep;
import org.slicedscore.benchmarks.SsmStep;
import org.slicedscore.benchmarks.Workload;

/** Times training steps against libtorch: all settings of both take turns, so that the best of each can be taken. */
final class StepComparison {
    private final String backend;
    private final boolean small;
    private final Alternation alternation;

    StepComparison(String backend, boolean small, Alternation alternation) {
        this.backend = backend;
        this.small = small;
        this.alternation = alternation;
    }

    /** This framework's settings and libtorch's. */
    Results.Step run(Workload workload) {
        return run(workload, true);
    }

    /** This framework's settings alone. */
    Results.Step ours(Workload workload) {
        return run(workload, false);
    }

    private Results.Step run(Workload workload, boolean peers) {
        Workload w = small ? workload.small() : workload;
        List<Child> children = new ArrayList<>();
        try (Child meter = new Child(Contender.ssm(backend, 1))) {
            contenders(w, peers).forEach(c -> children.add(new Child(c)));
            Alternation.Outcome o = alternation.time(children, c -> c.prepare(w), meter);
            return new Results.Step(w.id(), w.title(), multiplyAdds(w), o.peak(), o.timings());
        } finally {
            children.forEach(Child::close);
        }
    }

    private static long multiplyAdds(Workload w) {
        if (w.objective().equals(Workload.FORWARD)) {
            try (ForwardStep pass = new ForwardStep(w, "reference", 1)) {
                return pass.plan().multiplyAdds();
            }
        }
        try (SsmStep step = new SsmStep(w, "reference", 1)) {
            return step.plan().multiplyAdds();
        }
    }

    private List<Contender> contenders(Workload w, boolean peers) {
        List<Contender> all = new ArrayList<>();
        for (int threads : threads()) {
            all.add(Contender.ssm(backend, threads));
            for (Kernels kernels : peers ? Kernels.all() : List.<Kernels>of()) {
                TorchLoss.Variant.of(w).forEach(v -> all.add(Contender.torch(kernels, v, threads)));
            }
        }
        return all;
    }

    /** One thread, and as many as the machine has cores. */
    static List<Integer> threads() {
        return IntStream.of(1, Runtime.getRuntime().availableProcessors())
                .distinct()
                .boxed()
                .toList();
    }
}
