package org.slicedscore.engine.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter.Trained;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.compile.FormulaLowering;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionFormula;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.PreprocessingJson;

/** A calibrated detector for exporters: p-value, score and contributions of raw rows. */
public final class DetectorExport implements Trained {
    private final Detection detection;
    private final Provenance provenance;

    /**
     * A detector to export.
     *
     * @param detection the detector
     * @param provenance where it comes from
     */
    public DetectorExport(Detection detection, Provenance provenance) {
        this.detection = detection;
        this.provenance = provenance;
    }

    @Override
    public List<String> inputs() {
        return detection.graphInputs();
    }

    @Override
    public Map<String, Expr> outputs(Expr rows) {
        return FormulaLowering.of(DetectionFormula.of(detection, rows));
    }

    @Override
    public Map<String, Detector.Array> arrays() {
        Map<String, Detector.Array> arrays = new LinkedHashMap<>();
        content().tensors().forEach((name, tensor) -> {
            // an array without elements has no shape, and need not be there
            if (tensor.size() > 0) {
                arrays.put(name, ModelExport.array(tensor));
            }
        });
        return arrays;
    }

    private TensorFile content() {
        return DetectionRun.content(detection);
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>(content().metadata());
        metadata.putAll(provenance.texts());
        metadata.put("schema", PreprocessingJson.text(detection.schema()));
        metadata.put("inputs", JsonWords.list(inputs()));
        metadata.put(
                "components",
                JsonWords.list(detection.columns().stream().map(c -> c.name()).toList()));
        metadata.put("calibration_rows", Integer.toString(detection.calibrationRows()));
        metadata.put("notes", "[]");
        return metadata;
    }
}
