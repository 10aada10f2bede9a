package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/** What TensorBoard reads is what {@code metrics.jsonl} says. */
class EventFileTest {
    @TempDir
    private Path folder;

    private record Event(double time, long step, String version, Map<String, Float> values) {}

    @Test
    void eventsAreTheMetrics() throws IOException {
        Runs runs = new Runs(folder.resolve("plugins"));
        Path path = folder.resolve("run");
        double before = 1e-3 * System.currentTimeMillis();
        assertEquals(
                Outcome.INTERRUPTED,
                runs.train(path, runs.config("tensorboard=true"), TrainingListener.SILENT, 40)
                        .outcome());
        assertSame(path, before);
        assertEquals(
                Outcome.COMPLETED, runs.resume(path, Map.of(), Long.MAX_VALUE).outcome());
        assertSame(path, before);
    }

    @Test
    void thereAreNoneUnlessAskedFor() {
        Runs runs = new Runs(folder.resolve("plugins"));
        Path path = folder.resolve("run");
        runs.train(path, runs.config("epochs=1"));
        assertFalse(Files.exists(path.resolve(EventFile.NAME)));
    }

    /** The beginning of every file that TensorFlow writes: a record of 24 bytes and the masked checksum of that number. */
    @Test
    void beginsAsTensorFlowsFilesDo() throws IOException {
        Path file = folder.resolve("events");
        EventFile.begin(file, 1.5).close();
        byte[] expected = {24, 0, 0, 0, 0, 0, 0, 0, (byte) 0xa3, 0x7f, 0x4b, 0x22};
        assertArrayEquals(expected, Arrays.copyOf(Files.readAllBytes(file), 12));
    }

    private static void assertSame(Path path, double before) throws IOException {
        List<Event> events = read(path.resolve(EventFile.NAME));
        assertEquals("brain.Event:2", events.getFirst().version());
        List<String> lines = Files.readAllLines(path.resolve("metrics.jsonl"));
        assertEquals(lines.size() + 1, events.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = ConfigJson.COMPACT.readTree(lines.get(i));
            Event event = events.get(i + 1);
            assertEquals(line.get("step").asLong(), event.step());
            assertTrue(event.time() > before - 60 && event.time() < before + 600, () -> "at " + event.time());
            assertEquals(line.has("validation_loss") ? 5 : 3, event.values().size());
            event.values()
                    .forEach(
                            (name, value) -> assertEquals((float) line.get(name).asDouble(), value, name));
        }
    }

    private static List<Event> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertEquals(masked(length), in.getInt());
            byte[] event = new byte
                    [ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
            in.get(event);
            assertEquals(masked(event), in.getInt());
            events.add(event(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return events;
    }

    /** As tfrecord.h has it. */
    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        return (int) ((value >>> 15 | value << 17) + 0xa282ead8L);
    }

    private static Event event(ByteBuffer in) {
        double time = 0;
        long step = 0;
        String version = "";
        Map<String, Float> values = new HashMap<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            switch (key >> 3) {
                case 1 -> time = in.getDouble();
                case 2 -> step = varint(in);
                case 3 -> version = new String(bytes(in), StandardCharsets.UTF_8);
                case 5 -> {
                    ByteBuffer summary = ByteBuffer.wrap(bytes(in));
                    while (summary.hasRemaining()) {
                        assertEquals(1 << 3 | 2, varint(summary));
                        ByteBuffer value = ByteBuffer.wrap(bytes(summary)).order(ByteOrder.LITTLE_ENDIAN);
                        assertEquals(1 << 3 | 2, varint(value));
                        String tag = new String(bytes(value), StandardCharsets.UTF_8);
                        assertEquals(2 << 3 | 5, varint(value));
                        values.put(tag, value.getFloat());
                    }
                }
                default -> throw new AssertionError("field " + (key >> 3));
            }
        }
        return new Event(time, step, version, values);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
