package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.gpu.opencl.device.Discovery;
import org.slicedscore.gpu.opencl.device.Found;
import org.slicedscore.gpu.opencl.device.ProgramFiles;
import org.slicedscore.gpu.opencl.source.Traits;

/** A device to try things on, and plans run on made-up numbers. */
final class Lab {
    private Lab() {}

    /** The first device; without one the test is skipped, or fails where one is required. */
    static Found device() {
        Discovery.Result result = Discovery.look();
        if (!Boolean.getBoolean("ssm.opencl.required")) {
            Assumptions.assumeTrue(
                    !result.devices().isEmpty(), () -> "no OpenCL device: " + result.reason() + "; " + result.remedy());
        }
        assertTrue(!result.devices().isEmpty(), () -> "no OpenCL device: " + result.reason());
        return result.devices().getFirst();
    }

    /** The device, told to be another kind of processor, so that the kernels for that kind run. */
    static Found as(Found found, boolean cpu) {
        Traits t = found.traits();
        int group = Math.min(256, t.workGroup());
        // so few groups along two axes that items have to take several indices
        int groups = cpu ? Integer.MAX_VALUE : 2;
        Traits traits = new Traits(
                cpu, cpu ? 2 : 16, group, Math.min(t.localMemory(), 48 << 10), t.argumentBytes(), groups, t.fma());
        return new Found(found.id(), found.device(), traits, found.largest(), found.key(), found.keepsPrograms());
    }

    static OpenClBackend open(Found found, Path folder) {
        return new OpenClBackend(found, new ProgramFiles(folder, found.key()), found.keepsPrograms());
    }

    static Backend open(String id) {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.id().equals(id))
                .findFirst()
                .map(p -> p.open(p.probe().devices().getFirst(), BackendSettings.DEFAULT))
                .orElseThrow();
    }

    /** Normal numbers that single precision holds exactly. */
    static double[] numbers(long n, long seed) {
        Random random = new Random(seed);
        double[] x = new double[Math.toIntExact(n)];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    /** One run on made-up numbers; then the variables and outputs, by name. */
    static Map<String, double[]> run(Backend backend, Plan plan, long seed, long step, long firstRow) {
        Map<String, Memory> variables = new HashMap<>();
        List<Memory> taken = new ArrayList<>();
        try {
            for (Buffer b : plan.buffers(Buffer.Kind.VARIABLE)) {
                Memory m = backend.allocate(b.size());
                taken.add(m);
                m.write(numbers(b.size(), b.id()), 0, 0, (int) b.size());
                variables.put(b.name(), m);
            }
            try (Executable e = backend.compile(plan, variables)) {
                for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                    e.input(b.name()).write(numbers(b.size(), b.id()), 0, 0, (int) b.size());
                }
                e.run(seed, step, firstRow);
                Map<String, double[]> results = new HashMap<>();
                for (Buffer b : plan.buffers(Buffer.Kind.OUTPUT)) {
                    results.put(b.name(), read(e.output(b.name())));
                }
                variables.forEach((name, m) -> results.put(name, read(m)));
                return results;
            }
        } finally {
            taken.forEach(Memory::close);
        }
    }

    private static double[] read(Memory m) {
        double[] values = new double[Math.toIntExact(m.size())];
        m.read(0, values, 0, values.length);
        return values;
    }
}
