package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    Results.Step run(Workload workload) {
        Workload w = small ? workload.small() : workload;
        long multiplyAdds;
        long parameters;
        try (SsmStep step = new SsmStep(w, "reference", 1)) {
            multiplyAdds = step.plan().multiplyAdds();
            parameters = step.parameters();
        }
        List<Child> children = new ArrayList<>();
        try {
            contenders(w).forEach(c -> children.add(new Child(c)));
            List<Results.Timing> timings = alternation.time(children, c -> c.prepare(w));
            return new Results.Step(w.id(), w.title(), multiplyAdds, parameters, timings);
        } finally {
            children.forEach(Child::close);
        }
    }

    private List<Contender> contenders(Workload w) {
        List<Contender> all = new ArrayList<>();
        for (int threads : threads()) {
            all.add(Contender.ssm(backend, threads));
            for (Blas.Library blas : Blas.Library.values()) {
                TorchLoss.Variant.of(w).forEach(v -> all.add(Contender.torch(blas, v, threads)));
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
