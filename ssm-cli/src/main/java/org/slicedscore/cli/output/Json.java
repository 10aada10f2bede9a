package org.slicedscore.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes maps, lists, numbers and text as JSON. */
public final class Json {
    private Json() {}

    /**
     * An object from its fields, in order.
     *
     * @param keysAndValues key, value, key, value ...
     * @return a map that may grow
     */
    public static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /**
     * A document of several lines, for people and programs.
     *
     * @param value maps, collections, numbers, booleans, text and null, nested
     * @return the text; numbers that are not finite become null, because JSON has no text for them
     */
    public static String pretty(Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return write(value, new DefaultPrettyPrinter().withObjectIndenter(indenter));
    }

    /**
     * A document of one line.
     *
     * @param value as for {@link #pretty}
     * @return the text
     */
    public static String line(Object value) {
        return write(value, (DefaultPrettyPrinter) null);
    }

    private static String write(Object value, DefaultPrettyPrinter printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.setPrettyPrinter(printer);
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator to) throws IOException {
        switch (value) {
            case null -> to.writeNull();
            case Map<?, ?> map -> {
                to.writeStartObject();
                for (Map.Entry<?, ?> e : map.entrySet()) {
                    to.writeFieldName(String.valueOf(e.getKey()));
                    write(e.getValue(), to);
                }
                to.writeEndObject();
            }
            case Collection<?> list -> {
                to.writeStartArray();
                for (Object element : list) {
                    write(element, to);
                }
                to.writeEndArray();
            }
            case Boolean b -> to.writeBoolean(b);
            case Integer i -> to.writeNumber(i);
            case Long l -> to.writeNumber(l);
            case Number n when Double.isFinite(n.doubleValue()) -> to.writeNumber(n.doubleValue());
            case Number n -> to.writeNull();
            default -> to.writeString(value.toString());
        }
    }
}
