package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slicedscore.api.error.Wording;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;

/** {@code config.json}: the inputs of a run, with everything resolved. */
public final class RunDocument {
    private RunDocument() {}

    /**
     * Writes the document.
     *
     * @param config the configuration, fully resolved
     * @param start the start of the run
     * @param command the command line or other cause of the run
     * @param origin the origin of the rows
     * @param data the rows
     * @param resumed the step from which the run resumes, -1 for a new one
     * @param wording for the notes
     * @return JSON
     */
    public static String text(
            ResolvedConfig config,
            TrainingListener.Start start,
            List<String> command,
            DataOrigin origin,
            TrainingData data,
            long resumed,
            Wording wording) {
        ObjectNode node = ConfigJson.MAPPER.createObjectNode();
        node.put("format", RunDirectory.FORMAT);
        node.put("ssm_version", Version.get());
        node.put("java_version", Runtime.version().toString());
        node.put(
                "platform",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        node.set("command", ConfigJson.MAPPER.valueToTree(command));
        node.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (resumed >= 0) {
            node.put("resumed_at_step", resumed);
        }
        node.put("seed", config.get(Settings.SEED));
        node.set("training", ConfigJson.settings(config.settings(), setting -> true));
        node.set("plugins", StoredPlugins.json(config.settings().plugins(), true));
        ObjectNode rows = node.putObject("data");
        rows.setAll(ConfigJson.origin(origin));
        rows.put("train_rows", start.trainRows());
        rows.put("validation_rows", start.validationRows());
        rows.put("test_rows", start.testRows());
        ObjectNode prep = node.putObject("preprocessing");
        prep.put("scaling", data.preprocessing().scaling().id());
        prep.setAll(PreprocessingJson.steps(data.preprocessing()));
        prep.set(
                "notes",
                ConfigJson.MAPPER.valueToTree(
                        data.notes().stream().map(note -> note.text(wording)).toList()));
        ObjectNode backend = node.putObject("backend");
        backend.put("id", start.backend());
        backend.put("vendor", start.backendPlugin().vendor());
        backend.put("version", start.backendPlugin().version());
        backend.put("location", start.backendPlugin().location());
        backend.put("device", start.device());
        backend.put("reason", start.backendReason());
        backend.put("threads", start.threads());
        ObjectNode work = node.putObject("work");
        work.put("parameters", start.parameters());
        work.put("multiply_adds_per_step", start.multiplyAdds());
        work.put("total_steps", start.totalSteps());
        work.put("criterion", start.criterion());
        return node.toPrettyString() + "\n";
    }
}
