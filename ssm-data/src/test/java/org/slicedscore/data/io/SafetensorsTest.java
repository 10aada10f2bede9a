package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path raw(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("raw.safetensors"), bytes.array());
    }

    private void refused(String header, int data, String... parts) throws IOException {
        Path file = raw(header, new byte[data]);
        String[] all = Arrays.copyOf(parts, parts.length + 2);
        all[parts.length] = "raw.safetensors";
        all[parts.length + 1] = "byte ";
        Refusal.data(() -> Safetensors.read(file), all);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ByteBuffer ints =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(-7).putInt(8);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("bytes", new Tensor(DType.U8, new long[] {3}, ByteBuffer.wrap(new byte[] {1, -1, 3})));
        tensors.put("weight", Tensor.ofDoubles(new double[] {1, Double.NaN, -0.0, 1e-310}, 2, 2));
        tensors.put("half \"quoted\"\n", Tensor.ofFloats(new float[] {1.5f, -2}, 2));
        tensors.put(
                "step",
                new Tensor(DType.I64, new long[0], ByteBuffer.allocate(8).put(7, (byte) 0x80)));
        tensors.put("ids", new Tensor(DType.I32, new long[] {2, 1}, ints));
        tensors.put("none", Tensor.ofDoubles(new double[0], 0, 5));
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, new TensorFile(Map.of("kind", "test ü"), tensors));
        TensorFile read = Safetensors.read(file);

        assertEquals(Map.of("kind", "test ü"), read.metadata());
        assertEquals(tensors.keySet(), read.tensors().keySet());
        assertArrayEquals(
                tensors.get("weight").toDoubles(), read.tensor("weight").toDoubles());
        assertArrayEquals(new long[] {2, 2}, read.tensor("weight").shape());
        assertArrayEquals(
                new double[] {1.5, -2}, read.tensor("half \"quoted\"\n").toDoubles());
        assertArrayEquals(new double[] {Long.MIN_VALUE}, read.tensor("step").toDoubles());
        assertArrayEquals(new double[] {-7, 8}, read.tensor("ids").toDoubles());
        assertArrayEquals(new double[] {1, 255, 3}, read.tensor("bytes").toDoubles());
        assertArrayEquals(new long[] {0, 5}, read.tensor("none").shape());
        Refusal.data(() -> read.tensor("wieght"), "'wieght'", "weight");

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0, bytes.getLong(0) % 8, "the data begins at a multiple of 8");
    }

    @Test
    void narrowNumbers() throws IOException {
        byte[] data = ByteBuffer.allocate(14)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(Float.floatToFloat16(-1.5f))
                .putShort((short) (Float.floatToIntBits(2.5f) >>> 16))
                .putShort((short) -2)
                .putShort((short) -2)
                .put((byte) 1)
                .put((byte) -3)
                .putInt(-1)
                .array();
        TensorFile file = Safetensors.read(raw("""
                {"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[],"data_offsets":[2,4]},
                "c":{"dtype":"I16","shape":[1],"data_offsets":[4,6]},"d":{"dtype":"U16","shape":[1],"data_offsets":[6,8]},
                "e":{"dtype":"BOOL","shape":[1],"data_offsets":[8,9]},"f":{"dtype":"I8","shape":[1],"data_offsets":[9,10]},
                "g":{"dtype":"U32","shape":[1],"data_offsets":[10,14]}}\s\s\s""", data));
        double[] found = file.tensors().values().stream()
                .mapToDouble(t -> t.toDoubles()[0])
                .toArray();
        assertArrayEquals(new double[] {-1.5, 2.5, -2, 65534, 1, -3, 4294967295.0}, found);
    }

    @Test
    void foreignAndTruncatedFiles() throws IOException {
        Path file = folder.resolve("foreign.safetensors");
        Refusal.data(() -> Safetensors.read(file), "foreign.safetensors", "no such file");
        Refusal.data(() -> Safetensors.read(folder), "folder");
        Files.write(file, new byte[0]);
        Refusal.data(() -> Safetensors.read(file), "byte 0", "0 bytes");
        Files.writeString(file, "col1,col2\n1,2\n");
        Refusal.data(() -> Safetensors.read(file), "byte 0", "not a safetensors file", "63 6f 6c");
        Files.write(file, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{'});
        Refusal.data(() -> Safetensors.read(file), "byte 0", "100 bytes", "only 1 follow");
        Files.write(file, new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 'a', 'b', 'c', 'd'});
        Refusal.data(() -> Safetensors.read(file), "byte 8", "not valid JSON");
        Safetensors.write(file, new TensorFile(Map.of(), Map.of("x", Tensor.ofDoubles(new double[100], 100))));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            Refusal.data(() -> Safetensors.read(file), "byte ");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        Refusal.data(() -> Safetensors.read(file), "found 1 bytes after the last tensor");
    }

    @Test
    void inconsistentHeaders() throws IOException {
        String x = "\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}";
        refused("[1]", 0, "an object");
        refused("{" + x + "," + x + "}", 8, "Duplicate field 'x'");
        refused("{" + x + "} {}", 8, "after the header's end");
        refused("{" + x, 8, "not valid JSON");
        refused(
                "{" + x + ",\"y\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]}}",
                12,
                "'y'",
                "overlaps",
                "'x'");
        refused("{" + x + ",\"y\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[9,17]}}", 17, "'y'", "gap");
        refused("{" + x + ",\"y\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}", 8, "truncated", "'y'");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "16 bytes", "span 8");
        refused("{\"x\":{\"dtype\":\"F12\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "'F12'", "F64");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}", 8, "-1");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[1.5],\"data_offsets\":[0,8]}}", 8, "whole number");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}", 8, "9999");
        refused(
                "{\"x\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
                8,
                "impossible shape");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}", 8, "[begin, end]");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[1]}}", 8, "no data_offsets");
        refused("{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"offsets\":[0,8]}}", 8, "'offsets'");
        refused("{\"x\":7}", 8, "'x'");
        refused("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__.a", "a string");
    }

    /** Whichever bit has changed: what is read is refused, or the same as before. */
    @Test
    void noBitChangesUnnoticed() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", Tensor.ofDoubles(new double[] {1, 2}, 2));
        tensors.put("b", Tensor.ofFloats(new float[] {3}, 1));
        Path file = folder.resolve("bits.safetensors");
        Safetensors.write(file, new TensorFile(Map.of("step", "17", "loss", "0.25"), tensors));
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit += 3) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, changed);
            Refusal.data(() -> Safetensors.read(file), "bits.safetensors");
        }
    }

    @Test
    void aDamagedTensorIsNamed() throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        Safetensors.write(file, new TensorFile(Map.of(), Map.of("w", Tensor.ofDoubles(new double[] {1}, 1))));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        // CRC-32C of the little-endian bytes of 1.0, and of those with the last byte changed
        Refusal.data(
                () -> Safetensors.read(file),
                file + ": found CRC-32C 54296a62 of tensor 'w', expected a642e961; the file is damaged");
    }

    @Test
    void filesWithoutChecksumsAreReadAndHalfOfThemIsNot() throws IOException {
        String x = "\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}";
        assertEquals(
                Map.of("a", "b"),
                Safetensors.read(raw("{\"__metadata__\":{\"a\":\"b\"}," + x + "}", new byte[8]))
                        .metadata());
        Path none = raw("{\"__metadata__\":{\"crc32c\":\"00000000\"}," + x + "}", new byte[8]);
        Refusal.data(() -> Safetensors.read(none), "of tensor 'x', expected it in the metadata");
        Path other = raw("{\"__metadata__\":{\"crc32c.y\":\"00000000\"}}", new byte[0]);
        Refusal.data(() -> Safetensors.read(other), "no tensor 'y', but its CRC-32C");
    }

    /** Files that another program wrote. */
    @Test
    void goldenFiles() throws IOException {
        Path golden = Path.of(System.getProperty("ssm.root"), "ssm-engine", "src", "test", "golden");
        int files = 0;
        try (var found = Files.newDirectoryStream(golden, "*.safetensors")) {
            for (Path file : found) {
                TensorFile read = Safetensors.read(file);
                Tensor x = read.tensor("x");
                assertEquals(DType.F64, x.dtype());
                assertEquals(2, x.shape().length);
                assertEquals(read.metadata().get("D"), Long.toString(x.shape()[1]), file.toString());
                files++;
            }
        }
        assertEquals(11, files, golden.toString());
    }
}
