package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.PreprocessingState;
import org.slicedscore.engine.setting.Effect;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * {@code model.safetensors}: weights under their parameters' names, the preprocessing as {@code preprocess.NAME}, and in
 * the metadata everything else needed to use the model. It holds nothing that differs between two runs with equal results:
 * no time, no path, no number of threads.
 */
public final class ModelFile {
    private static final String FORMAT = "ssm-model/2";
    private static final String PREFIX = "preprocess.";

    private ModelFile() {}

    /**
     * Writes a model atomically.
     *
     * @param path the file
     * @param model the model
     * @throws SsmException of kind DATA if it cannot be written
     */
    public static void write(Path path, TrainedModel model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.weights());
        PreprocessingState state = model.preprocessing().state();
        state.arrays().forEach((name, values) -> {
            int m = name.endsWith("whiten") ? state.arrays().get("axes").length : 1;
            tensors.put(
                    PREFIX + name, m > 1 ? Tensor.ofDoubles(values, m, m) : Tensor.ofDoubles(values, values.length));
        });
        Safetensors.write(path, new TensorFile(metadata(model), tensors));
    }

    /**
     * Everything that is needed to use a model besides its arrays.
     *
     * @param model the model
     * @return JSON texts and words by name
     */
    public static Map<String, String> metadata(TrainedModel model) {
        TrainingConfig config = model.config().settings();
        ObjectNode settings = ConfigJson.settings(config, setting -> setting.effect() != Effect.NONE);
        // the model does not depend on other installed plug-ins of the same id
        config.plugins().forEach((kind, choice) -> settings.put(kind, choice.id()));
        PreprocessingState state = model.preprocessing().state();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("training", settings.toString());
        metadata.put("plugins", StoredPlugins.json(config.plugins(), false).toString());
        metadata.put("schema", PreprocessingJson.schema(state.schema()).toString());
        metadata.put("preprocess", state.scaling());
        metadata.put("preprocess_seed", Long.toString(state.seed()));
        return metadata;
    }

    /**
     * Reads a model.
     *
     * @param path the file
     * @param catalog the plug-ins
     * @throws SsmException of kind DATA if the file is missing or not a model file, USAGE if its model's plug-in is not installed
     */
    public static TrainedModel read(Path path, Catalog catalog) {
        TensorFile file = Safetensors.read(path);
        Map<String, String> metadata = file.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw Problem.data(path.toString())
                    .found("format '%s' in the metadata", metadata.get("format"))
                    .expected("%s as %s writes it", FORMAT, Action.TRAIN)
                    .exception();
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, double[]> arrays = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(PREFIX)) {
                arrays.put(name.substring(PREFIX.length()), tensor.toDoubles());
            } else {
                weights.put(name, tensor);
            }
        });
        try {
            Map<String, String> settings = ConfigJson.training(ConfigJson.COMPACT.readTree(text(metadata, "training")));
            if (metadata.containsKey("plugins")) {
                JsonNode plugins = ConfigJson.COMPACT.readTree(metadata.get("plugins"));
                StoredPlugins.qualify(path, plugins, settings, catalog);
            }
            PreprocessingState state = new PreprocessingState(
                    text(metadata, "preprocess"),
                    PreprocessingJson.schema(ConfigJson.COMPACT.readTree(text(metadata, "schema"))),
                    Long.parseLong(text(metadata, "preprocess_seed")),
                    arrays);
            ResolvedConfig config = new ResolvedConfig(TrainingConfig.parse(settings, catalog));
            return new TrainedModel(config, Preprocessing.restore(state), weights);
        } catch (IOException | NumberFormatException e) {
            throw IoErrors.damaged(path, e).remedy("train again").exception(e);
        }
    }

    private static String text(Map<String, String> metadata, String name) throws IOException {
        String text = metadata.get(name);
        if (text == null) {
            throw new IOException("'" + name + "' is missing");
        }
        return text;
    }
}
