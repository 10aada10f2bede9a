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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/** Settings and data origins as JSON and back. */
final class ConfigJson {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    static final ObjectMapper COMPACT = new ObjectMapper();

    private ConfigJson() {}

    /** Settings and plug-in options under their names. Numeric settings are numbers; other settings and all options are text. */
    static ObjectNode settings(TrainingConfig config, Predicate<Setting<?>> which) {
        ObjectNode node = MAPPER.createObjectNode();
        Settings.ALL.stream().filter(which).forEach(setting -> put(node, setting, config));
        config.plugins()
                .forEach((kind, choice) ->
                        choice.options().toMap().forEach((name, text) -> node.put(kind + "." + name, text)));
        return node;
    }

    private static <T> void put(ObjectNode node, Setting<T> setting, TrainingConfig config) {
        T value = config.get(setting);
        String text = setting.option().format(value);
        switch (value instanceof Optional<?> open && open.isPresent() ? open.get() : value) {
            case Integer number -> node.put(setting.name(), number);
            case Long number -> node.put(setting.name(), number);
            case Double number -> node.put(setting.name(), number);
            case Object other when text.equals("0") -> node.put(setting.name(), 0);
            case Object other -> node.put(setting.name(), text);
        }
    }

    /** The settings of a stored run, with what older runs do not say of themselves. */
    static Map<String, String> training(JsonNode node) {
        Map<String, String> map = settings(node);
        Settings.BEFORE.forEach(map::putIfAbsent);
        return map;
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
        if (!o.kinds().isEmpty()) {
            ObjectNode kinds = read.putObject("kinds");
            new TreeMap<>(o.kinds()).forEach((name, kind) -> kinds.put(name, kind.word()));
        }
        if (o.conditions() != null) {
            read.put("conditions", o.conditions());
        }
        read.put("group", o.group());
        read.put("time", o.order());
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
                kinds(read.path("kinds")),
                text(read, "conditions"),
                text(read, "group"),
                text(read, "time"),
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

    private static Map<String, Kind> kinds(JsonNode node) throws IOException {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : settings(node).entrySet()) {
            kinds.put(
                    entry.getKey(),
                    Kind.of(entry.getValue()).orElseThrow(() -> new IOException("kind '" + entry.getValue() + "'")));
        }
        return kinds;
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
