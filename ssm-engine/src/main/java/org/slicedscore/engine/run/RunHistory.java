package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.io.IoErrors;

/**
 * How training went, as {@code metrics.jsonl} has it.
 *
 * @param points in the order of steps; none if nothing was recorded
 */
public record RunHistory(List<Point> points) {
    /** Copies the list. */
    public RunHistory {
        points = List.copyOf(points);
    }

    /**
     * A moment of training.
     *
     * @param step the step
     * @param epoch passes over the training rows until then
     * @param loss mean loss of the steps since the last point; NaN if it was not finite
     * @param gradientNorm norm of the gradient; NaN if it was not finite
     * @param learningRate the learning rate
     * @param validationLoss the criterion on validation rows; NaN if they were not looked at
     * @param validationStandardError its standard error; NaN likewise
     * @param best whether it was the lowest up to then
     * @param seconds since the start
     */
    public record Point(
            long step,
            long epoch,
            double loss,
            double gradientNorm,
            double learningRate,
            double validationLoss,
            double validationStandardError,
            boolean best,
            double seconds) {}

    /**
     * Reads the history of a run.
     *
     * @param run the run directory
     * @return the history, without lines that were not written to their end
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the file cannot be read
     */
    public static RunHistory of(Path run) {
        Path file = run.resolve(RunDirectory.METRICS);
        List<Point> points = new ArrayList<>();
        if (!Files.exists(file)) {
            return new RunHistory(points);
        }
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = parsed(line);
                if (node != null && node.path("step").isNumber()) {
                    points.add(new Point(
                            node.path("step").asLong(),
                            node.path("epoch").asLong(),
                            number(node, "loss"),
                            number(node, "gradient_norm"),
                            number(node, "lr"),
                            number(node, "validation_loss"),
                            number(node, "validation_se"),
                            node.path("best").asBoolean(),
                            number(node, "seconds")));
                }
            }
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        }
        return new RunHistory(points);
    }

    /** The point whose weights the run keeps: the last that was the best so far, or null if none was judged. */
    public Point chosen() {
        return points.stream().filter(Point::best).reduce((a, b) -> b).orElse(null);
    }

    /** A line of JSON, or null for one that an interruption cut. */
    private static JsonNode parsed(String line) {
        try {
            return ConfigJson.COMPACT.readTree(line);
        } catch (IOException e) {
            return null;
        }
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : Double.NaN;
    }
}
