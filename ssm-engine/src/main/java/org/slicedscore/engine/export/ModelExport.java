package org.slicedscore.engine.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter.Trained;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.compile.FormulaLowering;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.PreprocessingState;
import org.slicedscore.engine.run.ModelFile;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainedModel;

/** A trained model for exporters: log-density and score of raw rows, in the data's own coordinates. */
public final class ModelExport implements Trained {
    private static final String PREFIX = "preprocess.";

    private final TrainedModel model;
    private final Provenance provenance;

    /**
     * A model to export.
     *
     * @param model the model
     * @param provenance where it comes from
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if its plug-ins do not fit together
     */
    public ModelExport(TrainedModel model, Provenance provenance) {
        this.model = model;
        this.provenance = provenance;
    }

    @Override
    public List<String> inputs() {
        return model.preprocessing().graphInputs();
    }

    @Override
    public Map<String, Expr> outputs(Expr rows) {
        return FormulaLowering.of(new ModelFormulas(model).at(rows));
    }

    @Override
    public Map<String, Detector.Array> arrays() {
        Map<String, Detector.Array> arrays = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> arrays.put(name, array(tensor)));
        PreprocessingState state = model.preprocessing().state();
        state.arrays().forEach((name, values) -> {
            boolean square = name.endsWith("whiten");
            int m = square ? state.arrays().get("axes").length : values.length;
            arrays.put(PREFIX + name, new Detector.Array(square ? Shape.of(m, m) : Shape.of(m), values));
        });
        return arrays;
    }

    static Detector.Array array(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return new Detector.Array(Shape.of(shape), tensor.toDoubles());
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>(provenance.texts());
        Map<String, String> own = new LinkedHashMap<>(ModelFile.metadata(model));
        own.remove("format");
        metadata.putAll(own);
        metadata.put("seed", String.valueOf(model.config().get(Settings.SEED)));
        metadata.put("inputs", JsonWords.list(inputs()));
        metadata.put("components", JsonWords.list(model.preprocessing().coordinates()));
        metadata.put(
                "notes", JsonWords.list(notes().stream().map(Message::toString).toList()));
        return metadata;
    }

    /** What a user should know of the results, one line each. */
    public List<Message> notes() {
        ModelFormulas formulas = new ModelFormulas(model);
        List<Message> notes = new ArrayList<>();
        String id = model.config().settings().components().model().id();
        boolean levels = model.config().settings().components().model().noiseConditioned();
        Object least = model.config().settings().components().levels().least();
        if (!formulas.hasLogDensity()) {
            notes.add(Message.of(
                    "model '%s' is a score field: the file has the score%s and no log_density",
                    id, levels ? " at noise level " + least : ""));
        } else if (levels) {
            notes.add(Message.of(
                    "log_density and score are those of model '%s' at noise level %s, up to a constant; the log-likelihood that"
                            + " %s gets from all levels is not exported",
                    id, least, Action.SCORE));
        } else if (!formulas.normalised()) {
            notes.add(Message.of("log_density is known up to a constant: model '%s' is not normalised", id));
        }
        if (!model.preprocessing().hasDensity()) {
            notes.add(Message.of(
                    "words or missing cells have no density: the results are those of the numbers that they become"));
        }
        return notes;
    }
}
