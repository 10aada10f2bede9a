package org.slicedscore.data.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;

/** All arrays, and the description as metadata: JSON texts by name. */
public final class SafetensorsExporter implements Exporter {
    @Override
    public String id() {
        return "safetensors";
    }

    @Override
    public String description() {
        return "Weights and preprocessing as arrays, with a description in JSON";
    }

    @Override
    public String source() {
        return "Hugging Face, safetensors, format 0.4";
    }

    @Override
    public String ending() {
        return ".safetensors";
    }

    @Override
    public void write(Trained trained, Options options, OutputStream out) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        trained.arrays().forEach((name, array) -> tensors.put(name, tensor(array)));
        Safetensors.write(out, new TensorFile(trained.metadata(), tensors));
    }

    /** In 32 bits where these hold every element. */
    private static Tensor tensor(Detector.Array array) {
        long[] shape = new long[array.shape().rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = array.shape().dim(i);
        }
        float[] narrow = new float[array.values().length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) array.values()[i];
            if (narrow[i] != array.values()[i]) {
                return Tensor.ofDoubles(array.values(), shape);
            }
        }
        return Tensor.ofFloats(narrow, shape);
    }
}
