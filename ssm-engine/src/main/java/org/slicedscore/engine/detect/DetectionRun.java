package org.slicedscore.engine.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.error.Wording;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.FreePlace;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.RunLock;
import org.slicedscore.engine.run.Version;

/**
 * The run directory of a detector: {@code config.json} says what it was fitted to and how, {@code detector.safetensors} holds
 * what was learned.
 *
 * @param detection the detector
 * @param origin the rows that it was fitted to
 */
public record DetectionRun(Detection detection, DataOrigin origin) {
    private static final String FORMAT = "ssm-detect/1";
    private static final String CONFIG = "config.json";
    private static final String LEARNED = "detector.safetensors";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Checks that a new run may be written to a path. Fast, and changes nothing.
     *
     * @param path the path
     * @param force whether an earlier detector may be replaced
     * @throws SsmException of kind USAGE if the path is not free; the message says what to do
     */
    public static void check(Path path, boolean force) {
        Problem taken = Problem.usage(Subject.setting("out", path))
                .says("a detector is there already")
                .remedy("choose another path, or replace it with %s", Subject.setting("force", true));
        // without what was learned it is what a killed process left
        boolean replace = force || !Files.exists(path.resolve(LEARNED));
        FreePlace.check(path, replace, DetectionRun::isRun, taken, "a detector's run directory");
    }

    /**
     * Writes the run.
     *
     * @param path a missing or empty folder, or with force an earlier detector
     * @param force whether an earlier detector there may be replaced
     * @param options the options that were given
     * @param command the command line or other cause of the run
     * @throws SsmException as {@link #check}, and of kind DATA if it cannot be written
     */
    public void write(Path path, boolean force, DetectOptions options, List<String> command) {
        write(path, force, options, command, Wording.API);
    }

    /**
     * Writes the run, with notes in other words than the API's.
     *
     * @param path as in the shorter form
     * @param force as in the shorter form
     * @param options as in the shorter form
     * @param command as in the shorter form
     * @param wording such as that of the command, whose users read the run
     * @throws SsmException as the shorter form
     */
    public void write(Path path, boolean force, DetectOptions options, List<String> command, Wording wording) {
        check(path, force);
        try (RunLock _ = RunLock.take(path)) {
            // again, now that nobody else can write there
            check(path, force);
            Path learned = path.resolve(LEARNED);
            String document = document(options, command, wording);
            // all is on disk before an earlier detector goes
            DetectionFile.write(
                    learned,
                    detection,
                    () -> AtomicFiles.writeText(path.resolve(CONFIG), document, () -> Files.deleteIfExists(learned)));
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }

    /**
     * What is stored of a detector: arrays, and texts that describe it.
     *
     * @param detection the detector
     */
    public static TensorFile content(Detection detection) {
        return DetectionFile.content(detection);
    }

    /** Whether a folder holds the run of a detector. */
    public static boolean isRun(Path path) {
        Path config = path.resolve(CONFIG);
        try {
            return Files.isRegularFile(config)
                    && FORMAT.equals(
                            MAPPER.readTree(config.toFile()).path("format").asText());
        } catch (IOException e) {
            return false;
        }
    }

    private String document(DetectOptions options, List<String> command, Wording wording) throws IOException {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("format", FORMAT);
        node.put("ssm_version", Version.get());
        node.put("java_version", Runtime.version().toString());
        node.set("command", MAPPER.valueToTree(command));
        node.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        node.set("detect", MAPPER.valueToTree(options.resolved(detection.config())));
        node.set("data", MAPPER.readTree(origin.json()));
        ObjectNode calibration = node.putObject("calibration");
        calibration.put("rows", detection.calibrationRows());
        calibration.put("parts", detection.fits().size());
        calibration.put("least_p_value", detection.leastPValue());
        node.set(
                "notes",
                MAPPER.valueToTree(detection.notes().stream()
                        .map(note -> note.text(wording))
                        .toList()));
        return node.toPrettyString() + "\n";
    }

    /**
     * Reads a run.
     *
     * @param path the run directory
     * @param catalog the plug-ins
     * @param backend auto, ID or ID:DEVICE
     * @param threads host threads; 0 for all
     * @return the detector, with the same answers bit for bit on the backend that it was fitted on
     * @throws SsmException of kind DATA if it is missing or damaged, USAGE if a detector is not installed, BACKEND if the backend is
     *     not available
     */
    public static DetectionRun open(Path path, Catalog catalog, String backend, int threads) {
        Path config = path.resolve(CONFIG);
        if (!Files.isRegularFile(config)) {
            throw Problem.data(path.toString())
                    .says("%s", Files.exists(path) ? "found no " + CONFIG : "no such folder")
                    .expected("a run directory as %s writes it", Action.FIT_DETECTOR)
                    .exception();
        }
        try {
            JsonNode node = MAPPER.readTree(config.toFile());
            String format = node.path("format").asText();
            if (RunDirectory.isRun(path)) {
                throw Problem.data(path.toString())
                        .found("a model as %s writes it", Action.TRAIN)
                        .expected("a detector as %s writes it", Action.FIT_DETECTOR)
                        .remedy("learn one from normal rows with %s", Action.FIT_DETECTOR)
                        .exception();
            }
            if (!format.equals(FORMAT)) {
                throw Problem.data(config.toString())
                        .found("format '%s'", format)
                        .expected("%s as %s writes it", FORMAT, Action.FIT_DETECTOR)
                        .exception();
            }
            return new DetectionRun(
                    DetectionFile.read(path.resolve(LEARNED), new DetectDevice(catalog, backend, threads)),
                    DataOrigin.parse(node.path("data").toString()));
        } catch (IOException | IllegalArgumentException e) {
            throw IoErrors.damaged(config, e).remedy("restore it or fit again").exception(e);
        }
    }
}
