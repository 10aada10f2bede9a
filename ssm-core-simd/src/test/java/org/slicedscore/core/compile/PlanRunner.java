package org.slicedscore.core.compile;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;

/** Runs a plan once on a backend. */
final class PlanRunner {
    private PlanRunner() {}

    /** Outputs by name, and the variables' values after the run under their names in front of which stands "=". */
    static Map<String, double[]> run(String backendId, Plan plan, Map<String, double[]> leaves) {
        return run(backendId, plan, leaves, 0);
    }

    /** The same for the first rows alone; for all if it is 0. */
    static Map<String, double[]> run(String backendId, Plan plan, Map<String, double[]> leaves, int rows) {
        BackendProvider provider = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.id().equals(backendId))
                .findFirst()
                .orElseThrow();
        Map<String, double[]> results = new LinkedHashMap<>();
        try (Backend backend = provider.open(provider.probe().devices().get(0), BackendSettings.DEFAULT)) {
            Map<String, Memory> variables = new HashMap<>();
            for (Buffer b : plan.buffers(Buffer.Kind.VARIABLE)) {
                Memory m = backend.allocate(b.size());
                m.write(leaves.get(b.name()), 0, 0, (int) b.size());
                variables.put(b.name(), m);
            }
            try (Executable e = backend.compile(plan, variables)) {
                for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                    e.input(b.name()).write(leaves.get(b.name()), 0, 0, (int) b.size());
                }
                if (rows > 0) {
                    e.run(3, 5, 7, rows);
                } else {
                    e.run(3, 5, 7);
                }
                for (Buffer b : plan.buffers(Buffer.Kind.OUTPUT)) {
                    double[] out = new double[(int) b.size()];
                    e.output(b.name()).read(0, out, 0, out.length);
                    results.put(b.name(), out);
                }
                variables.forEach((name, m) -> {
                    double[] out = new double[(int) m.size()];
                    m.read(0, out, 0, out.length);
                    results.put("=" + name, out);
                });
            }
            variables.values().forEach(Memory::close);
        }
        return results;
    }
}
