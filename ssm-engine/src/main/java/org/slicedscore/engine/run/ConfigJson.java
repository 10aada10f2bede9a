package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;

/** Settings and data origins as JSON and back. */
final class ConfigJson {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    static final ObjectMapper COMPACT = new ObjectMapper();

    /** Settings whose values are numbers unless they say auto. */
    private static final Set<String> NUMBERS = Set.of(
            "projections",
            "lr",
            "warmup",
            "epochs",
            "steps",
            "batch-size",
            "clip",
            "ema",
            "validation",
            "patience",
            "evaluate-every",
            "noise",
            "seed",
            "threads",
            "checkpoint-every",
            "keep-checkpoints");

    private ConfigJson() {}

    static ObjectNode settings(Map<String, String> settings) {
        ObjectNode node = MAPPER.createObjectNode();
        settings.forEach((name, text) -> {
            if (!NUMBERS.contains(name) || text.equals("auto")) {
                node.put(name, text);
            } else if (text.matches("-?\\d+")) {
                node.put(name, Long.parseLong(text));
            } else {
                node.put(name, Double.parseDouble(text));
            }
        });
        return node;
    }

    static Map<String, String> settings(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    static ObjectNode origin(DataOrigin origin) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("source", origin.source().spec());
        node.put("rows", origin.rows());
        node.put("dim", origin.columns().size());
        node.set("columns", MAPPER.valueToTree(origin.columns()));
        node.put("sha256", origin.sha256());
        ReadOptions o = origin.options();
        ObjectNode read = node.putObject("read");
        read.put("columns", o.columns());
        read.put("label", o.label());
        read.put("delimiter", o.delimiter() == null ? null : o.delimiter().toString());
        read.put("header", o.header().name());
        read.put("missing", o.missing().name());
        read.put("array", o.array());
        if (!o.format().isEmpty()) {
            read.set("format", MAPPER.valueToTree(new TreeMap<>(o.format())));
        }
        return node;
    }

    static DataOrigin origin(JsonNode node) throws IOException {
        JsonNode read = need(node, "read");
        String delimiter = text(read, "delimiter");
        ReadOptions options = new ReadOptions(
                text(read, "columns"),
                text(read, "label"),
                delimiter == null ? null : delimiter.charAt(0),
                ReadOptions.Header.valueOf(need(read, "header").asText()),
                ReadOptions.Missing.valueOf(need(read, "missing").asText()),
                text(read, "array"),
                settings(read.path("format")));
        List<String> columns = new ArrayList<>();
        need(node, "columns").forEach(c -> columns.add(c.asText()));
        String source = need(node, "source").asText();
        return new DataOrigin(
                source.isEmpty() ? new DataSource.Memory("memory") : DataSource.parse(source),
                options,
                need(node, "rows").asInt(),
                columns,
                need(node, "sha256").asText());
    }

    static JsonNode need(JsonNode node, String name) throws IOException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new IOException("'" + name + "' is missing");
        }
        return value;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }
}
