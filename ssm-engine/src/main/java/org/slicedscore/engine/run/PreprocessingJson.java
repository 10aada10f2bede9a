package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

/** Schemas as JSON and back, and preprocessing as JSON to read. */
public final class PreprocessingJson {
    private PreprocessingJson() {}

    /**
     * A schema as JSON.
     *
     * @param schema the columns
     * @return the text of an array of objects, one a column
     */
    public static String text(Schema schema) {
        return schema(schema).toString();
    }

    /**
     * The schema of a JSON text.
     *
     * @param text as {@link #text} makes it
     * @return the columns
     * @throws IOException if something is missing or wrong
     */
    public static Schema parse(String text) throws IOException {
        return schema(ConfigJson.COMPACT.readTree(text));
    }

    static ArrayNode schema(Schema schema) {
        ArrayNode array = ConfigJson.MAPPER.createArrayNode();
        for (Column column : schema.columns()) {
            ObjectNode node = array.addObject();
            node.put("name", column.name());
            node.put("index", column.index());
            node.put("role", column.role().word());
            node.put("kind", column.kind().word());
            if (!column.categories().isEmpty()) {
                node.set("categories", ConfigJson.MAPPER.valueToTree(column.categories()));
            }
            if (!column.reason().isEmpty()) {
                node.put("reason", column.reason());
            }
        }
        return array;
    }

    static Schema schema(JsonNode array) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (JsonNode node : array) {
            List<String> categories = new ArrayList<>();
            node.path("categories").forEach(c -> categories.add(c.asText()));
            String role = ConfigJson.need(node, "role").asText();
            String kind = ConfigJson.need(node, "kind").asText();
            columns.add(new Column(
                    ConfigJson.need(node, "name").asText(),
                    ConfigJson.need(node, "index").asInt(),
                    Role.of(role).orElseThrow(() -> new IOException("role '" + role + "'")),
                    Kind.of(kind).orElseThrow(() -> new IOException("kind '" + kind + "'")),
                    categories,
                    node.path("reason").asText()));
        }
        try {
            return new Schema(columns);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What becomes of the columns, step by step. */
    static ObjectNode steps(Preprocessing preprocessing) {
        ObjectNode node = ConfigJson.MAPPER.createObjectNode();
        node.set("schema", schema(preprocessing.schema()));
        node.set("coordinates", ConfigJson.MAPPER.valueToTree(preprocessing.coordinates()));
        node.set("dequantize_gap", ConfigJson.MAPPER.valueToTree(preprocessing.gap()));
        List.of("shift", "scale", "reach", "noise")
                .forEach(name -> node.set(
                        name,
                        ConfigJson.MAPPER.valueToTree(
                                preprocessing.state().arrays().get(name))));
        return node;
    }
}
