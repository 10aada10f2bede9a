package org.slicedscore.core.backend.simd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;
import org.slicedscore.core.backend.simd.region.RegionRunner;

/** Runs plans on made-up numbers. */
public final class Plans {
    private Plans() {}

    /** What inputs and variables hold before a run: exact in single precision. */
    public static double[] numbers(int n, int id) {
        float[] x = Numbers.uniform(n, id + 1);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
        return y;
    }

    /** One run; then the variables and outputs in the order of their numbers. */
    public static List<double[]> run(String id, Plan plan, int threads) {
        return run("", id, plan, threads, 1);
    }

    /** Some runs, with regions done in one way; then the variables and outputs in the order of their numbers. */
    public static List<double[]> run(String regions, String id, Plan plan, int threads, int runs) {
        System.setProperty(RegionRunner.MODE, regions);
        try {
            return run(id, plan, threads, runs);
        } finally {
            System.clearProperty(RegionRunner.MODE);
        }
    }

    private static List<double[]> run(String id, Plan plan, int threads, int runs) {
        BackendProvider provider = id.equals("simd") ? new SimdBackendProvider() : new ReferenceBackendProvider();
        try (Backend backend = provider.open(provider.probe().devices().getFirst(), new BackendSettings(threads))) {
            Map<String, Memory> variables = new HashMap<>();
            for (Buffer b : plan.buffers(Buffer.Kind.VARIABLE)) {
                Memory m = backend.allocate(b.size());
                m.write(numbers((int) b.size(), b.id()), 0, 0, (int) b.size());
                variables.put(b.name(), m);
            }
            try (Executable e = backend.compile(plan, variables)) {
                for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                    e.input(b.name()).write(numbers((int) b.size(), b.id()), 0, 0, (int) b.size());
                }
                for (int i = 0; i < runs; i++) {
                    e.run(3, 5, 7);
                }
                List<double[]> results = new ArrayList<>();
                for (Buffer b : plan.buffers()) {
                    Memory m = switch (b.kind()) {
                        case VARIABLE -> variables.get(b.name());
                        case OUTPUT -> e.output(b.name());
                        default -> null;
                    };
                    if (m != null) {
                        double[] out = new double[(int) b.size()];
                        m.read(0, out, 0, out.length);
                        results.add(out);
                    }
                }
                return results;
            }
        }
    }
}
