package org.slicedscore.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;

/** Golden vectors with a mistake in them. */
final class BadGolden {
    void write(Path file) {
        write(file, "gaussian");
    }

    /** The vectors of a model, which need not be installed. */
    void write(Path file, String model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", Tensor.ofDoubles(new double[] {1, 2}, 1, 2));
        tensors.put("v", Tensor.ofDoubles(new double[] {1, 1}, 1, 1, 2));
        tensors.put("param.mean", Tensor.ofDoubles(new double[] {0, 0}, 2));
        tensors.put("param.precision_factor", Tensor.ofDoubles(new double[] {1, 0, 0, 1}, 2, 2));
        tensors.put("score", Tensor.ofDoubles(new double[] {-1, 2}, 1, 2));
        Safetensors.write(file, new TensorFile(Map.of("kind", model), tensors));
    }
}
