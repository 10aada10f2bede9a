package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.device.Workspace;

/** Copies between devices and tensors. A tensor is F32 where that loses nothing, else F64. */
final class Weights {
    private Weights() {}

    /** Numbers in the narrowest type that keeps every bit. */
    static Tensor tensor(double[] values, Shape shape) {
        long[] dims = java.util.Arrays.stream(shape.toArray()).asLongStream().toArray();
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
            if (Double.doubleToLongBits(narrow[i]) != Double.doubleToLongBits(values[i])) {
                return Tensor.ofDoubles(values, dims);
            }
        }
        return Tensor.ofFloats(narrow, dims);
    }

    /** All variables of a place on a device. */
    static Map<String, Tensor> read(Workspace state) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        for (String name : state.names()) {
            map.put(name, tensor(state.read(name), state.shape(name)));
        }
        return map;
    }

    /** Some memories, into arrays of their size. */
    static void read(Map<String, Memory> memories, Map<String, double[]> targets) {
        memories.forEach((name, memory) -> {
            double[] target = targets.get(name);
            memory.read(0, target, 0, target.length);
        });
    }

    static boolean finite(Map<String, Tensor> tensors) {
        for (Tensor t : tensors.values()) {
            for (double v : t.toDoubles()) {
                if (!Double.isFinite(v)) {
                    return false;
                }
            }
        }
        return true;
    }
}
