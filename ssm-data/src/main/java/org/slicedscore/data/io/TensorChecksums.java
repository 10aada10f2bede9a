package org.slicedscore.data.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/**
 * Checksums of a safetensors file, as entries of its metadata: {@code crc32c.NAME} is the CRC-32C of a tensor's bytes as they lie in the
 * file, {@code crc32c} that of everything else: the other metadata, and the names, types and shapes. Eight hexadecimal digits each. A
 * file without them, from another program or an older version, is read as it is.
 */
final class TensorChecksums {
    private static final String REST = "crc32c";
    private static final String TENSOR = REST + ".";

    private TensorChecksums() {}

    /** The metadata of a file, with its checksums. */
    static Map<String, String> added(TensorFile file) {
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        metadata.keySet().removeIf(TensorChecksums::isChecksum);
        String rest = rest(metadata, file.tensors());
        file.tensors().forEach((name, tensor) -> metadata.put(TENSOR + name, of(tensor)));
        metadata.put(REST, rest);
        return metadata;
    }

    /**
     * Verifies a file that was read.
     *
     * @param path the file's path
     * @param file its content
     * @return its content without the checksums
     * @throws SsmException of kind DATA if it has checksums and one of them does not agree
     */
    static TensorFile verified(String path, TensorFile file) {
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        if (metadata.keySet().stream().noneMatch(TensorChecksums::isChecksum)) {
            return file;
        }
        file.tensors()
                .forEach((name, tensor) ->
                        compare(path, "tensor " + Quoting.quote(name), of(tensor), metadata.remove(TENSOR + name)));
        String expected = metadata.remove(REST);
        for (String left : metadata.keySet()) {
            if (isChecksum(left)) {
                String name = Quoting.quote(left.substring(TENSOR.length()));
                throw damaged(Problem.data(path).found("no tensor %s, but its CRC-32C", name));
            }
        }
        compare(path, "the header", rest(metadata, file.tensors()), expected);
        return new TensorFile(metadata, file.tensors());
    }

    private static boolean isChecksum(String key) {
        return key.equals(REST) || key.startsWith(TENSOR);
    }

    private static void compare(String path, String what, String found, String expected) {
        if (!found.equals(expected)) {
            throw damaged(Problem.data(path)
                    .found("CRC-32C %s of %s", found, what)
                    .expected("%s", expected == null ? "it in the metadata" : Quoting.plain(expected, 20)));
        }
    }

    private static SsmException damaged(Problem problem) {
        return problem.remedy("the file is damaged: restore it from a copy or write it again")
                .exception();
    }

    private static String of(Tensor tensor) {
        CRC32C crc = new CRC32C();
        crc.update(tensor.bytes());
        return hex(crc);
    }

    private static String rest(Map<String, String> metadata, Map<String, Tensor> tensors) {
        CRC32C crc = new CRC32C();
        new TreeMap<>(metadata).forEach((name, text) -> update(crc, name, text));
        new TreeMap<>(tensors)
                .forEach((name, tensor) -> update(crc, name, tensor.dtype() + Arrays.toString(tensor.shape())));
        return hex(crc);
    }

    private static void update(CRC32C crc, String name, String text) {
        for (String part : new String[] {name, text}) {
            crc.update(part.getBytes(StandardCharsets.UTF_8));
            crc.update(0);
        }
    }

    private static String hex(CRC32C crc) {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
