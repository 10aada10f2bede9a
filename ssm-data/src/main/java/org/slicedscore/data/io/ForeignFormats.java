package org.slicedscore.data.io;

/** Common formats that cannot be read as rows, so that messages can name them. */
public final class ForeignFormats {
    private ForeignFormats() {}

    /**
     * Recognises a file of one of these formats.
     *
     * @param head its first bytes
     * @return such as {@code a PDF}; null if not recognised
     */
    public static String name(byte[] head) {
        if (Magic.begins(head, 0x89, 'H', 'D', 'F')) {
            return "HDF5";
        } else if (Magic.begins(head, 'P', 'A', 'R', '1')) {
            return "Parquet";
        } else if (Magic.begins(head, 'A', 'R', 'R', 'O', 'W', '1')) {
            return "Arrow";
        } else if (Magic.begins(head, 'M', 'A', 'T', 'L', 'A', 'B')) {
            return "a MATLAB file";
        } else if (Magic.begins(head, 0x89, 'P', 'N', 'G')) {
            return "a PNG image";
        } else if (Magic.begins(head, '%', 'P', 'D', 'F')) {
            return "a PDF";
        } else if (Magic.begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return "zstd-compressed data";
        } else if (Magic.begins(head, 'B', 'Z', 'h')) {
            return "bzip2-compressed data";
        } else if (Magic.begins(head, 0xfd, '7', 'z', 'X', 'Z')) {
            return "xz-compressed data";
        } else if (Magic.begins(head, 0xff, 0xfe) || Magic.begins(head, 0xfe, 0xff)) {
            return "UTF-16 text (or no text at all)";
        } else if (looksLikeUtf16(head)) {
            return "UTF-16 text without a byte order mark";
        } else if (Magic.begins(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            return "an old Excel workbook";
        } else if (Magic.begins(head, 0x80, 2)
                || Magic.begins(head, 0x80, 3)
                || Magic.begins(head, 0x80, 4)
                || Magic.begins(head, 0x80, 5)) {
            return "a Python pickle";
        } else if (looksLikeSafetensors(head)) {
            return "safetensors";
        }
        return null;
    }

    /** Whether every other byte of the first ones is zero, and the others are printable. */
    private static boolean looksLikeUtf16(byte[] head) {
        int zero = head.length > 0 && head[0] == 0 ? 0 : 1;
        int end = Math.min(head.length, 32) / 2 * 2;
        for (int i = 0; i < end; i += 2) {
            byte c = head[i + 1 - zero];
            if (head[i + zero] != 0 || c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        return end > 8;
    }

    private static boolean looksLikeSafetensors(byte[] head) {
        return head.length > 9 && head[8] == '{' && head[9] == '"' && head[5] == 0 && head[6] == 0 && head[7] == 0;
    }
}
