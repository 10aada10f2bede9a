package org.slicedscore.gpu.opencl.source;

import java.util.Arrays;
import org.slicedscore.api.plan.Instruction.Gather;
import org.slicedscore.api.plan.Instruction.ScatterAdd;

/** Gathers, and scatters inverted: each element of the result finds its sources and adds them up in order. */
final class MoveKernels {
    private static final String GATHER = """
            __kernel void $name($parameters)
            {
                $pointers
                const long j = get_global_id(0);
                const long i = get_global_id(1);
                const long o = get_global_id(2);
                if (j < $inner && i < $count) {
                    $to[(o * $count + i) * $inner + j] = $from[(o * $extent + $indices[i]) * $inner + j];
                }
            }
            """;

    /** The sources of i are {@code sources[starts[i]]} up to {@code sources[starts[i + 1] - 1]}. */
    private static final String SCATTER = """
            __kernel void $name($parameters)
            {
                $pointers
                const long j = get_global_id(0);
                const long i = get_global_id(1);
                const long o = get_global_id(2);
                if (j < $inner && i < $extent) {
                    float sum = 0.0f;
                    for (int n = $starts[i]; n < $starts[i + 1]; n++) {
                        sum += $from[(o * $count + $sources[n]) * $inner + j];
                    }
                    $to[(o * $extent + i) * $inner + j] = sum;
                }
            }
            """;

    private MoveKernels() {}

    static KernelCall gather(Gather g, Places places, Traits traits) {
        Parameters q = new Parameters(places);
        int count = g.indices().size();
        Template text = new Template(GATHER)
                .with("from", q.pointer(g.from()))
                .with("to", q.pointer(g.to()))
                .with("indices", q.integers("indices", g.indices().toArray()))
                .with("inner", q.number(g.inner()))
                .with("count", q.number(count))
                .with("extent", q.number(g.extent()));
        return q.call("gather", text, range(traits, g.inner(), count, g.outer()), 0);
    }

    static KernelCall scatter(ScatterAdd s, Places places, Traits traits) {
        int[] indices = s.indices().toArray();
        int[] starts = new int[s.extent() + 1];
        for (int t : indices) {
            starts[t + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = Arrays.copyOf(starts, s.extent());
        int[] sources = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            sources[next[indices[i]]++] = i;
        }
        Parameters q = new Parameters(places);
        Template text = new Template(SCATTER)
                .with("from", q.pointer(s.from()))
                .with("to", q.pointer(s.to()))
                .with("starts", q.integers("starts", starts))
                .with("sources", q.integers("sources", sources))
                .with("inner", q.number(s.inner()))
                .with("extent", q.number(s.extent()))
                .with("count", q.number(indices.length));
        return q.call("scatter", text, range(traits, s.inner(), s.extent(), s.outer()), 0);
    }

    private static Range range(Traits traits, long... work) {
        int items = Math.min(256, Groups.items(traits));
        int x = Groups.along(work[0], items);
        return Range.covering(work, x, Groups.power(work[1], items / x), 1);
    }
}
