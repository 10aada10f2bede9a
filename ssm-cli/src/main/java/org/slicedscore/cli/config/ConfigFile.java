package org.slicedscore.cli.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.train.Settings;

/**
 * Settings from a JSON file: {@code {"batch-size": 128, "model": "mlp-energy", "model.hidden": [128, 128]}}. A plug-in's options
 * may also stand inside: {@code {"model": {"id": "mlp-energy", "hidden": [128, 128]}}}. The {@code config.json} of a run serves as
 * well: its settings, and where its rows came from.
 */
public final class ConfigFile {
    /** How the format of a run's document begins. */
    private static final String RUN = "ssm-run/";

    private final Path path;
    private final SettingValues into;
    private final Set<String> elsewhere;
    private final Map<String, Origin> seen = new HashMap<>();

    private ConfigFile(Path path, SettingValues into, Set<String> elsewhere) {
        this.path = path;
        this.into = into;
        this.elsewhere = elsewhere;
    }

    /**
     * Takes the settings that a file gives.
     *
     * @param path the file
     * @param into takes them
     * @param elsewhere names of settings that other verbs know: no mistake, but not for this one
     * @throws SsmException of kind DATA if the file cannot be read, of kind USAGE, with line and column, if it is not
     *     JSON or holds what is no setting
     */
    public static void read(Path path, SettingValues into, Set<String> elsewhere) {
        new ConfigFile(path, into, elsewhere).read();
    }

    private void read() {
        if (Files.isDirectory(path)) {
            throw Problem.data(path.toString())
                    .says("is a folder")
                    .expected("a configuration file")
                    .exception();
        }
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser json = factory.createParser(content())) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw Problem.usage(new Subject.File(path.toString()))
                        .says("is empty")
                        .expected("a JSON object such as {\"batch-size\": 128}")
                        .exception();
            }
            if (first != JsonToken.START_OBJECT) {
                throw at(json.currentTokenLocation())
                        .found("%s", describe(json))
                        .expected("a JSON object {...}")
                        .exception();
            }
            root(json);
            if (json.nextToken() != null) {
                throw at(json.currentTokenLocation())
                        .found("%s after the end of the JSON object", describe(json))
                        .exception();
            }
        } catch (JsonParseException e) {
            throw at(e.getLocation())
                    .says(
                            "not JSON: %s",
                            e.getOriginalMessage().lines().findFirst().orElse("malformed"))
                    .exception();
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    /** The text, without the byte-order mark that some editors put before it. */
    private String content() throws IOException {
        String text = Files.readString(path);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Takes a value. A name has several spellings, so the parser does not find all that are given twice. */
    private void put(String name, String text, Origin origin) {
        Origin before = seen.put(name, origin);
        if (before != null) {
            throw Problem.usage(origin.subject())
                    .says("the same setting as %s", before.describe())
                    .remedy("leave one out")
                    .exception();
        }
        into.put(name, text, origin);
    }

    /** Settings, or a run's document, which says so in its first field. */
    private void root(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.FIELD_NAME && json.currentName().equals("format")) {
            json.nextToken();
            if (json.getText().startsWith(RUN)) {
                run(json);
                return;
            }
            throw at(json.currentTokenLocation())
                    .found("format '%s'", json.getText())
                    .expected("settings or %s…", RUN)
                    .exception();
        }
        fields(json, "");
    }

    /** The parts of a run's document that are settings; the rest tells what came of them. */
    private void run(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            if (key.equals("training")) {
                Origin origin = origin(json, key);
                json.nextToken();
                fields(json, "");
                Settings.BEFORE.forEach((name, text) -> {
                    if (!seen.containsKey(name)) {
                        put(name, text, origin);
                    }
                });
            } else if (key.equals("data")) {
                rows(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** Where a run's rows came from, and how they were read. */
    private void rows(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Origin origin = origin(json, json.currentName());
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("read")) {
                rows(json);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                String name = key.equals("source") ? "data" : key;
                String text = json.getText();
                if (into.knows(name) && !text.isEmpty()) {
                    // the two words among them are constants of the program, written as such
                    boolean word = name.equals("header") || name.equals("missing");
                    put(name, word ? text.toLowerCase(Locale.ROOT) : text, origin);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private Origin origin(JsonParser json, String key) {
        JsonLocation place = json.currentTokenLocation();
        return new Origin.Entry(path.toString(), place.getLineNr(), place.getColumnNr(), key);
    }

    /** Reads the fields of an object, the first of which is at hand. */
    private void fields(JsonParser json, String prefix) throws IOException {
        for (; json.currentToken() == JsonToken.FIELD_NAME; json.nextToken()) {
            String key = prefix + json.currentName();
            String name = key.toLowerCase(Locale.ROOT).replace('_', '-');
            Origin origin = origin(json, key);
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT
                    && prefix.isEmpty()
                    && into.kinds().contains(name)) {
                json.nextToken();
                fields(json, name + ".");
            } else if (!prefix.isEmpty() && name.equals(prefix + "id")) {
                put(prefix.substring(0, prefix.length() - 1), text(json, origin), origin);
            } else if (!into.knows(name)) {
                if (!elsewhere.contains(name)) {
                    throw into.unknown(key, origin);
                }
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                put(name, text(json, origin), origin);
            }
        }
    }

    /** The value as it would be written on the command line. */
    private static String text(JsonParser json, Origin origin) throws IOException {
        JsonToken token = json.currentToken();
        if (token.isScalarValue()) {
            return json.getText();
        }
        List<String> elements = new ArrayList<>();
        if (token == JsonToken.START_ARRAY) {
            while (json.nextToken().isScalarValue()) {
                elements.add(json.getText());
            }
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw Problem.usage(origin.subject())
                    .found("an object")
                    .expected("a value")
                    .exception();
        }
        return String.join(",", elements);
    }

    private static String describe(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            default -> "'" + json.getText() + "'";
        };
    }

    private Problem at(JsonLocation place) {
        return Problem.usage(
                new Subject.Place(path.toString(), place.getLineNr(), OptionalInt.of(place.getColumnNr())));
    }
}
