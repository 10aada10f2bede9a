package org.slicedscore.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.option.Options;

/** An exported file in ONNX Runtime. */
final class Ort implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;
    private final int columns;
    private final int bytes;

    Ort(Exporter.Trained trained) throws IOException, OrtException {
        columns = trained.inputs().size();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new OnnxExporter().write(trained, Options.defaults(java.util.List.of()), file);
        bytes = file.size();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = ENVIRONMENT.createSession(file.toByteArray(), options);
        }
    }

    int bytes() {
        return bytes;
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** The results by name, row-major. */
    Map<String, float[]> run(float[] rows) throws OrtException {
        long[] shape = {rows.length / columns, columns};
        Map<String, float[]> results = new HashMap<>();
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(rows), shape);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            result.forEach(entry -> {
                FloatBuffer values = ((OnnxTensor) entry.getValue()).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                results.put(entry.getKey(), copy);
            });
        }
        return results;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
