package org.slicedscore.onnx;

import java.io.IOException;
import java.io.OutputStream;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.onnx.graph.Translation;
import org.slicedscore.onnx.proto.ProtoMessage;

/** Formulas as nodes of ONNX operators 17 on 32-bit numbers, for any number of rows. */
public final class OnnxExporter implements Exporter {
    /** Protobuf's readers take no more. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    @Override
    public String id() {
        return "onnx";
    }

    @Override
    public String description() {
        return "ONNX, operators 17: raw rows in, log-densities and scores out";
    }

    @Override
    public String source() {
        return "Open Neural Network Exchange, intermediate representation 8";
    }

    @Override
    public String ending() {
        return ".onnx";
    }

    @Override
    public void write(Trained trained, Options options, OutputStream out) throws IOException {
        ProtoMessage model = Translation.model(trained);
        if (model.size() > MOST_BYTES) {
            throw SsmException.usage(
                    "the file would have %,d bytes, and ONNX allows %,d; train a smaller model",
                    model.size(), MOST_BYTES);
        }
        model.write(out);
    }
}
