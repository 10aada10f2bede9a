package org.slicedscore.onnx;

import org.slicedscore.api.Exporter;
import org.slicedscore.testkit.ExporterContract;

class OnnxContractTest extends ExporterContract {
    @Override
    protected Exporter exporter() {
        return new OnnxExporter();
    }
}
