package org.slicedscore.gpu.opencl.source;

import java.util.Arrays;
import org.slicedscore.api.plan.Instruction.Gather;
import org.slicedscore.api.plan.Instruction.ScatterAdd;

/** Gathers, and scatters turned round: each place of the result looks for what belongs to it, and adds it up in order. */
final class MoveKernels {
    private static final String ITEM = """
                const long j = get_global_id(0);
                const long i = get_global_id(1);
                const long o = get_global_id(2);
            """;

    private MoveKernels() {}

    static KernelCall gather(Gather g, Places places, Traits traits) {
        Parameters q = new Parameters(false);
        String from = q.pointer(places.memory(g.from()), places.start(g.from()));
        String to = q.pointer(places.memory(g.to()), places.start(g.to()));
        String indices = integers(q, "indices", g.indices().toArray(), places);
        int count = g.indices().size();
        String inner = q.number(g.inner());
        String body = ITEM + "    if (j < " + inner + " && i < " + q.number(count) + ") {\n        " + to + "[(o * "
                + q.number(count) + " + i) * " + inner + " + j] = " + from + "[(o * " + q.number(g.extent()) + " + "
                + indices + "[i]) * " + inner + " + j];\n    }\n}\n";
        return call("gather", body, q, new long[] {g.inner(), count, g.outer()}, traits);
    }

    static KernelCall scatter(ScatterAdd s, Places places, Traits traits) {
        Parameters q = new Parameters(false);
        int[] indices = s.indices().toArray();
        // sorted by target: sources[starts[t]] .. sources[starts[t + 1] - 1] go to t
        int[] starts = new int[s.extent() + 1];
        for (int t : indices) {
            starts[t + 1]++;
        }
        for (int t = 0; t < s.extent(); t++) {
            starts[t + 1] += starts[t];
        }
        int[] next = Arrays.copyOf(starts, s.extent());
        int[] sources = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            sources[next[indices[i]]++] = i;
        }
        String from = q.pointer(places.memory(s.from()), places.start(s.from()));
        String to = q.pointer(places.memory(s.to()), places.start(s.to()));
        String first = integers(q, "starts", starts, places);
        String source = integers(q, "sources", sources, places);
        String inner = q.number(s.inner());
        String extent = q.number(s.extent());
        String body = ITEM + "    if (j < " + inner + " && i < " + extent + ") {\n        float sum = 0.0f;\n"
                + "        for (int n = " + first + "[i]; n < " + first + "[i + 1]; n++) {\n            sum += " + from
                + "[(o * " + q.number(indices.length) + " + " + source + "[n]) * " + inner
                + " + j];\n        }\n        "
                + to + "[(o * " + extent + " + i) * " + inner + " + j] = sum;\n    }\n}\n";
        return call("scatter", body, q, new long[] {s.inner(), s.extent(), s.outer()}, traits);
    }

    private static String integers(Parameters q, String name, int[] values, Places places) {
        return q.add("__global const int* " + name, name, 8, new Argument.Memory(places.integers(values)));
    }

    private static KernelCall call(String label, String body, Parameters q, long[] work, Traits traits) {
        int items = Math.min(256, Groups.items(traits));
        int x = Groups.along(work[0], items);
        int y = Groups.power(work[1], items / x);
        return RegionKernels.call(label, body, q, "", Range.covering(work, x, y, 1), 0, traits);
    }
}
