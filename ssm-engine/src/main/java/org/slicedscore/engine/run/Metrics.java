package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.train.TrainingStore.Metric;

/** {@code metrics.jsonl}: one JSON object a line, in the order of steps. */
final class Metrics implements AutoCloseable {
    /** What a line says of its place, beside what it measures. */
    private static final Set<String> TIMES = Set.of("step", "epoch", "seconds");

    private final Path file;
    private FileChannel channel;

    /** The same for TensorBoard; null for none. */
    private EventFile events;

    /** When training would have begun without interruption, in seconds since 1970. */
    private double began;

    Metrics(Path file) {
        this.file = file;
    }

    /** Keeps the lines up to a step; later and truncated lines will be written again. */
    void truncate(long step) {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        try {
            for (String line : Files.readString(file).lines().toList()) {
                if (stepOf(line) <= step) {
                    kept.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        }
        AtomicFiles.writeText(file, kept.toString());
    }

    /** Also writes a file for TensorBoard, beginning with the lines that are there. */
    void events(Path path) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line :
                    Files.exists(file) ? Files.readString(file).lines().toList() : List.<String>of()) {
                lines.add(ConfigJson.COMPACT.readTree(line));
            }
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        }
        double spent = lines.isEmpty() ? 0 : lines.getLast().path("seconds").asDouble();
        began = 1e-3 * System.currentTimeMillis() - spent;
        events = EventFile.begin(path, began);
        lines.forEach(this::event);
    }

    private void event(JsonNode line) {
        Map<String, Double> values = new LinkedHashMap<>();
        line.properties().forEach(entry -> {
            if (entry.getValue().isNumber() && !TIMES.contains(entry.getKey())
                    || entry.getValue().isNull()) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isNull()
                                ? Double.NaN
                                : entry.getValue().asDouble());
            }
        });
        events.add(began + line.path("seconds").asDouble(), line.path("step").asLong(), values);
    }

    private static long stepOf(String line) {
        try {
            JsonNode node = ConfigJson.COMPACT.readTree(line);
            return node != null && node.path("step").isNumber()
                    ? node.path("step").asLong()
                    : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    void append(Metric m) {
        ObjectNode node = ConfigJson.COMPACT.createObjectNode();
        node.put("step", m.step());
        node.put("epoch", m.epoch());
        number(node, "loss", m.loss());
        number(node, "gradient_norm", m.gradientNorm());
        number(node, "lr", m.learningRate());
        if (m.evaluated()) {
            number(node, "validation_loss", m.validationLoss());
            number(node, "validation_se", m.validationStandardError());
            node.put("best", m.best());
        }
        node.put("seconds", Math.round(m.seconds() * 1e3) / 1e3);
        try {
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            ByteBuffer line = StandardCharsets.UTF_8.encode(node + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            if (events != null) {
                event(node);
            }
        } catch (IOException e) {
            throw IoErrors.writing(file, e);
        }
    }

    /** What was appended is on disk when this returns. */
    void force() {
        try {
            if (channel != null) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw IoErrors.writing(file, e);
        }
    }

    /** JSON cannot represent NaN and infinities. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
            events = null;
        }
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw IoErrors.writing(file, e);
            } finally {
                channel = null;
            }
        }
    }
}
