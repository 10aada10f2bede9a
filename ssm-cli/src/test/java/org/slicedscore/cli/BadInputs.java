package org.slicedscore.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files that cannot be used, and a few that can, into a folder. */
final class BadInputs {
    private final Path folder;

    BadInputs(Path folder) {
        this.folder = folder;
    }

    void write() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        text("empty.csv", "");
        text("header-only.csv", "a,b\n");
        text("good.csv", rows(60, ""));
        text("ragged.csv", "a,b\n1,2\n3,4\n5\n6,7\n");
        text("text.csv", "a,b\n1,2\n3,four\n5,6\n");
        bytes("latin1.csv", "höjd,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        text("thousands.csv", "a;b\n1.234,5;2\n3,5;4\n");
        text("title.csv", "Measured in May\na,b\n1,2\n3,4\n");
        text("nan.csv", "a,b\n1,2\n3,NaN\n5,6\n");
        text("infinite.csv", "a,b\n1,2\n3,4\n-inf,6\n");
        text("one-row.csv", "a,b\n1,2\n");
        text("constant.csv", rows(60, ",7"));
        text("same-rows.csv", "a,b\n" + "1,2\n".repeat(40));
        text("three-columns.csv", rows(60, ",c"));
        text("some-rows-twice.csv", rows(60, "") + rows(60, "").substring(4));
        text("not-json.json", "{\"batch-size\": 12,\n  oops}\n");
        text("unknown-key.json", "{\n  \"batchsize\": 12\n}\n");

        byte[] npy = npy("'<f8'", false, 20, 2);
        bytes("good.npy", npy);
        bytes("truncated.npy", Arrays.copyOf(npy, npy.length - 9));
        bytes("foreign.npy", "%PDF-1.7 and no array at all".getBytes(StandardCharsets.US_ASCII));
        bytes("complex.npy", npy("'<c16'", false, 20, 1));
        bytes("objects.npy", npy("'|O'", false, 20, 2));
        bytes("big-endian.npy", npy("'>f8'", false, 20, 2));
        bytes("fortran.npy", npy("'<f8'", true, 20, 2));
        bytes("broken-header.npy", npy("'<f8", false, 20, 2));

        byte[] npz = zip("X.npy", npy);
        bytes("truncated.npz", Arrays.copyOf(npz, npz.length / 2));
        bytes("foreign.npz", zip("readme.txt", "nothing here".getBytes(StandardCharsets.US_ASCII)));
        bytes("truncated.csv.gz", truncatedGzip());

        ByteBuffer idx = ByteBuffer.allocate(4 + 8 + 30 * 4);
        idx.put(new byte[] {0, 0, 8, 2}).putInt(30).putInt(4);
        bytes("truncated-idx2-ubyte", Arrays.copyOf(idx.array(), 60));
        Path tables = Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");
        byte[] parquet = Files.readAllBytes(tables.resolve("mixed.parquet"));
        bytes("truncated.parquet", Arrays.copyOf(parquet, parquet.length / 2));
        byte[] png = Files.readAllBytes(Path.of(System.getProperty("ssm.root"), "ssm-cli/src/test/fuzz/png/ok-grey"));
        bytes("truncated.png", Arrays.copyOf(png, png.length / 2));
        bytes("nested.parquet", Files.readAllBytes(tables.resolve("nested.parquet")));
        bytes("foreign-idx2-ubyte", new byte[] {0, 0, 0x77, 2, 0, 0, 0, 1, 0, 0, 0, 1});
    }

    private void text(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private void bytes(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    /** Rows without pattern and without repetition. */
    private static String rows(int count, String more) {
        StringBuilder text = new StringBuilder(more.isEmpty() ? "a,b\n" : "a,b,c\n");
        for (int i = 0; i < count; i++) {
            text.append(StrictMath.sin(12.9898 * i) * 3).append(',').append(StrictMath.cos(78.233 * i * i));
            text.append(more.equals(",c") ? "," + StrictMath.sin(3.7 * i * i) : more)
                    .append('\n');
        }
        return text.toString();
    }

    private static byte[] npy(String descr, boolean fortran, int rows, int columns) {
        String dict = "{'descr': " + descr + ", 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                + rows + ", " + columns + "), }";
        dict += " ".repeat(Math.floorMod(-(10 + dict.length() + 1), 64)) + "\n";
        int size = descr.contains("c16") ? 16 : 8;
        ByteBuffer out = ByteBuffer.allocate(10 + dict.length() + rows * columns * size);
        out.order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        out.putShort((short) dict.length()).put(dict.getBytes(StandardCharsets.US_ASCII));
        out.order(descr.contains(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; out.remaining() >= 8; i++) {
            out.putDouble(StrictMath.sin(i * i));
        }
        return out.array();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] truncatedGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(rows(500, "").getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    }
}
