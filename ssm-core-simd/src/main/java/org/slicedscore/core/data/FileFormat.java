package org.slicedscore.core.data;

import java.util.Locale;
import org.slicedscore.api.SsmException;
import org.slicedscore.core.io.ByteSource;
import org.slicedscore.core.io.Idx;
import org.slicedscore.core.io.Quoting;

/** The formats of rows. The first bytes decide; a name that says otherwise is an error, as one of the two is a mistake. */
enum FileFormat {
    TEXT("text such as CSV"),
    NPY("NPY"),
    NPZ("NPZ"),
    IDX("IDX");

    private static final String EXPECTED = "expected rows as CSV, TSV, NPY, NPZ or IDX";

    final String title;

    FileFormat(String title) {
        this.title = title;
    }

    static FileFormat of(ByteSource source) {
        FileFormat found = sniff(source);
        if (source.path() != null) {
            checkName(source, source.path().getFileName().toString().toLowerCase(Locale.ROOT), found);
        }
        return found;
    }

    private static void checkName(ByteSource source, String fileName, FileFormat found) {
        boolean namedGzip = fileName.endsWith(".gz");
        FileFormat named = named(namedGzip ? fileName.substring(0, fileName.length() - 3) : fileName);
        if (namedGzip && !source.gzip()) {
            throw SsmException.data(
                    "%s: named .gz, but byte 0 is not gzip: found %s, expected 1f 8b; rename it without .gz, or download "
                            + "it again",
                    source.name(), Quoting.hex(source.head(), 2));
        }
        if (!namedGzip && source.gzip() && named != null) {
            throw SsmException.data(
                    "%s: named as %s, but byte 0 on is gzip (1f 8b); rename it to %s.gz",
                    source.name(), named.title, source.path().getFileName());
        }
        if (named != null && named != found) {
            throw SsmException.data(
                    "%s: named as %s, but byte 0 on is %s (found %s); rename it, or check that this is the right file",
                    source.name(), named.title, found.title, Quoting.hex(source.head(), 6));
        }
    }

    private static FileFormat named(String fileName) {
        if (fileName.endsWith("-ubyte") || fileName.endsWith(".idx") || fileName.matches(".*[.-]idx\\d(-\\w+)?")) {
            return IDX;
        }
        int dot = fileName.lastIndexOf('.');
        return switch (dot < 0 ? "" : fileName.substring(dot + 1)) {
            case "csv", "tsv", "txt", "data" -> TEXT;
            case "npy" -> NPY;
            case "npz" -> NPZ;
            default -> null;
        };
    }

    private static FileFormat sniff(ByteSource source) {
        if (source.startsWith(0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NPY;
        }
        if (source.startsWith('P', 'K', 3, 4) || source.startsWith('P', 'K', 5, 6)) {
            return NPZ;
        }
        if (Idx.matches(source.head())) {
            return IDX;
        }
        String foreign = foreign(source);
        if (foreign != null) {
            throw SsmException.data("%s: byte 0: found %s, %s; convert it", source.name(), foreign, EXPECTED);
        }
        byte[] head = source.head();
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                throw SsmException.data(
                        "%s: byte %d: found a zero byte in a file that begins with %s, which is no format that is known; %s",
                        source.name(), i, Quoting.hex(head, 6), EXPECTED);
            }
        }
        return TEXT;
    }

    private static String foreign(ByteSource source) {
        if (source.startsWith(0x89, 'H', 'D', 'F')) {
            return "HDF5";
        } else if (source.startsWith('P', 'A', 'R', '1')) {
            return "Parquet";
        } else if (source.startsWith('A', 'R', 'R', 'O', 'W', '1')) {
            return "Arrow";
        } else if (source.startsWith('M', 'A', 'T', 'L', 'A', 'B')) {
            return "a MATLAB file";
        } else if (source.startsWith(0x89, 'P', 'N', 'G')) {
            return "a PNG image";
        } else if (source.startsWith('%', 'P', 'D', 'F')) {
            return "a PDF";
        } else if (source.startsWith(0x28, 0xb5, 0x2f, 0xfd)) {
            return "zstd-compressed data";
        } else if (source.startsWith('B', 'Z', 'h')) {
            return "bzip2-compressed data";
        } else if (source.startsWith(0xfd, '7', 'z', 'X', 'Z')) {
            return "xz-compressed data";
        } else if (source.startsWith(0xff, 0xfe) || source.startsWith(0xfe, 0xff)) {
            return "UTF-16 text (or no text at all)";
        } else if (source.startsWith(0xd0, 0xcf, 0x11, 0xe0)) {
            return "an old Excel workbook";
        } else if (source.startsWith(0x80, 2)
                || source.startsWith(0x80, 3)
                || source.startsWith(0x80, 4)
                || source.startsWith(0x80, 5)) {
            return "a Python pickle";
        } else if (looksLikeSafetensors(source.head())) {
            return "safetensors";
        }
        return null;
    }

    private static boolean looksLikeSafetensors(byte[] head) {
        return head.length > 9 && head[8] == '{' && head[9] == '"' && head[5] == 0 && head[6] == 0 && head[7] == 0;
    }
}
