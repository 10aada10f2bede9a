package org.slicedscore.engine.run;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slicedscore.data.io.IoErrors;

/**
 * Numbers over training steps, as TensorBoard reads them: records of a length, the masked CRC-32C of that, an {@code Event} message
 * and the masked CRC-32C of that. Each record reaches the file at once, so that TensorBoard shows a run while it trains.
 *
 * <p>Source: TensorFlow, {@code tfrecord.h}, {@code event.proto} and {@code summary.proto}.
 */
final class EventFile implements AutoCloseable {
    /** TensorBoard takes any name with {@code tfevents} in it. */
    static final String NAME = "events.out.tfevents.ssm";

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int CRC_MASK = 0xa282ead8;

    private final Path path;
    private final OutputStream out;

    private EventFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Begins a file, in place of an older one.
     *
     * @param path the file
     * @param seconds when it begins, since 1970
     */
    static EventFile begin(Path path, double seconds) {
        try {
            EventFile file = new EventFile(path, new BufferedOutputStream(Files.newOutputStream(path)));
            Fields event = new Fields().number(1, seconds).text(3, "brain.Event:2");
            file.record(event.bytes());
            return file;
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }

    /**
     * Adds numbers of a step.
     *
     * @param seconds the time, since 1970
     * @param step the step
     * @param values by name
     */
    void add(double seconds, long step, Map<String, Double> values) {
        Fields summary = new Fields();
        values.forEach(
                (name, value) -> summary.message(1, new Fields().text(1, name).single(2, value.floatValue())));
        try {
            record(new Fields()
                    .number(1, seconds)
                    .integer(2, step)
                    .message(5, summary)
                    .bytes());
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }

    private void record(byte[] event) throws IOException {
        byte[] length = little(8).putLong(event.length).array();
        out.write(length);
        out.write(little(4).putInt(masked(length)).array());
        out.write(event);
        out.write(little(4).putInt(masked(event)).array());
        out.flush();
    }

    /** The checksum, turned and shifted, because data may hold checksums itself. */
    static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }

    /** Fields of a protobuf message. */
    private static final class Fields {
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        private Fields key(int field, int type) {
            return varint((long) field << 3 | type);
        }

        private Fields varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                buffer.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            buffer.write((int) rest);
            return this;
        }

        Fields integer(int field, long value) {
            return key(field, VARINT).varint(value);
        }

        Fields number(int field, double value) {
            key(field, FIXED64).buffer.writeBytes(little(8).putDouble(value).array());
            return this;
        }

        Fields single(int field, float value) {
            key(field, FIXED32).buffer.writeBytes(little(4).putFloat(value).array());
            return this;
        }

        Fields text(int field, String value) {
            return content(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Fields message(int field, Fields value) {
            return content(field, value.bytes());
        }

        private Fields content(int field, byte[] value) {
            key(field, BYTES).varint(value.length).buffer.writeBytes(value);
            return this;
        }

        byte[] bytes() {
            return buffer.toByteArray();
        }
    }
}
