package org.slicedscore.data.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** The JSON header of a safetensors file. Every field, offset and size is checked. */
final class SafetensorsHeader {
    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A tensor of the header; begin and end are offsets from the end of the header. */
    record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

    private final String file;
    private final JsonParser parser;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final int length;

    private SafetensorsHeader(String file, JsonParser parser, int length) {
        this.file = file;
        this.parser = parser;
        this.length = length;
    }

    static SafetensorsHeader parse(String file, byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            SafetensorsHeader header = new SafetensorsHeader(file, parser, json.length);
            header.readAll();
            return header;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw Problem.data(new Subject.Byte(file, 8 + at))
                    .says("the safetensors header is not valid JSON (%s)", Quoting.plain(e.getOriginalMessage(), 160))
                    .remedy("check that this is the right file")
                    .exception(e);
        } catch (IOException e) {
            throw IoErrors.reading(file, e);
        }
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<Entry> entries() {
        return entries;
    }

    private void readAll() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object", "the header");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.equals(METADATA)) {
                readMetadata();
            } else {
                readTensor(name);
            }
        }
        JsonToken after = parser.nextToken();
        if (after != null) {
            throw failure("found " + after + " after the header's end, expected spaces only");
        }
    }

    private void readMetadata() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object of strings", METADATA);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            expect(parser.nextToken(), JsonToken.VALUE_STRING, "a string", METADATA + "." + key);
            metadata.put(key, parser.getText());
        }
    }

    private void readTensor(String name) throws IOException {
        String what = "tensor " + Quoting.quote(name);
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object with dtype, shape and data_offsets", what);
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype(what);
                case "shape" -> shape = longs(what + " shape");
                case "data_offsets" -> offsets = longs(what + " data_offsets");
                default ->
                    throw failure("found the field " + Quoting.quote(field) + " in " + what
                            + ", expected dtype, shape and data_offsets");
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw failure(what + " has no " + missing);
        }
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw failure(what + " has data_offsets " + Arrays.toString(offsets) + ", expected [begin, end]");
        }
        checkSize(what, dtype, shape, offsets);
        entries.add(new Entry(name, dtype, shape, offsets[0], offsets[1]));
    }

    private void checkSize(String what, DType dtype, long[] shape, long[] offsets) {
        long expected;
        try {
            expected = Math.multiplyExact(Tensor.count(shape), dtype.bytes());
        } catch (ArithmeticException e) {
            throw failure(what + " has the impossible shape " + Arrays.toString(shape));
        }
        if (expected != offsets[1] - offsets[0]) {
            throw failure(what + " of dtype " + dtype + " and shape " + Arrays.toString(shape) + " needs " + expected
                    + " bytes, but its data_offsets span " + (offsets[1] - offsets[0]));
        }
    }

    private DType dtype(String what) throws IOException {
        expect(parser.currentToken(), JsonToken.VALUE_STRING, "a string", what + " dtype");
        String text = parser.getText();
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw failure(what + " has the dtype " + Quoting.quote(text) + ", expected one of "
                + Arrays.toString(DType.values()));
    }

    private long[] longs(String what) throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY, "an array of whole numbers", what);
        List<Long> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, "a whole number", what);
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                throw failure("found " + Quoting.plain(parser.getText(), 30) + " in " + what
                        + ", expected a whole number from 0 to " + Long.MAX_VALUE);
            }
            values.add(parser.getLongValue());
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** Checks that the tensors lie side by side and fill the bytes after the header. */
    void checkLayout(long available) {
        List<Entry> order = new ArrayList<>(entries);
        order.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long start = 8L + length;
        long end = 0;
        String before = "the header";
        for (Entry entry : order) {
            String name = Quoting.quote(entry.name());
            if (entry.end() > available) {
                throw Problem.data(file)
                        .says(
                                "truncated at byte %d: tensor %s ends at byte %d",
                                start + available, name, start + entry.end())
                        .remedy("copy or download the file again")
                        .exception();
            }
            if (entry.begin() != end) {
                throw Problem.data(new Subject.Byte(file, start + entry.begin()))
                        .says(
                                "tensor %s %s %s, which ends at byte %d",
                                name, entry.begin() < end ? "overlaps" : "leaves a gap after", before, start + end)
                        .remedy("write the file again")
                        .exception();
            }
            end = entry.end();
            before = "tensor " + name;
        }
        if (end != available) {
            throw Problem.data(new Subject.Byte(file, start + end))
                    .found("%d bytes after the last tensor", available - end)
                    .expected("the end of the file")
                    .remedy("write the file again")
                    .exception();
        }
    }

    private void expect(JsonToken found, JsonToken wanted, String expected, String where) {
        if (found != wanted) {
            throw failure("found " + (found == null ? "the end" : found.toString()) + " in " + Quoting.plain(where, 120)
                    + ", expected " + expected);
        }
    }

    private SsmException failure(String what) {
        long at = Math.max(0, parser.currentLocation().getByteOffset());
        return Problem.data(new Subject.Byte(file, 8 + at))
                .says("not a valid safetensors header: %s", what)
                .remedy("check that this is the right file, or write it again")
                .exception();
    }

    static byte[] write(Map<String, String> metadata, List<Map.Entry<String, Tensor>> tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (Map.Entry<String, Tensor> entry : tensors) {
                Tensor tensor = entry.getValue();
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", tensor.dtype().name());
                long[] shape = tensor.shape();
                json.writeFieldName("shape");
                json.writeArray(shape, 0, shape.length);
                long end = offset + (long) tensor.size() * tensor.dtype().bytes();
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {offset, end}, 0, 2);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (bytes.size() % 8 != 0) {
            bytes.writeBytes(" ".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
