package org.slicedscore.core.backend.simd;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;

/** Where the buffers of a plan lie: an array and a start for each. */
final class Buffers {
    private final List<Buffer> all;
    private final float[][] arrays;
    private final int[] starts;

    Buffers(Plan plan, Map<String, Memory> variables) {
        all = plan.buffers();
        arrays = new float[all.size()][];
        starts = new int[all.size()];
        float[] arena = SimdBackend.array(plan.arenaSize());
        for (Buffer b : all) {
            starts[b.id()] = (int) b.offset();
            arrays[b.id()] = switch (b.kind()) {
                case ARENA -> arena;
                case CONSTANT -> constant(b);
                case INPUT, OUTPUT -> SimdBackend.array(b.size());
                case VARIABLE -> variable(b, variables);
            };
        }
    }

    float[] array(View v) {
        return arrays[v.buffer()];
    }

    float[] array(Buffer b) {
        return arrays[b.id()];
    }

    /** Where a view starts in its array. */
    int start(View v) {
        return starts[v.buffer()] + Math.toIntExact(v.offset());
    }

    /** One stride of a view; arrays end at 2³¹ elements, and so do strides that are ever taken. */
    static int stride(View v, int axis) {
        return Math.toIntExact(v.stride(axis));
    }

    private static float[] constant(Buffer b) {
        float[] to = SimdBackend.array(b.size());
        for (int i = 0; i < b.size(); i++) {
            to[i] = (float) b.values()[i];
        }
        return to;
    }

    private static float[] variable(Buffer b, Map<String, Memory> variables) {
        if (!(variables.get(b.name()) instanceof FloatMemory m) || m.size() < b.size()) {
            throw SsmException.backend(
                    "variable '%s' %s has no memory of backend 'simd', or too little", b.name(), b.shape());
        }
        return m.values;
    }
}
