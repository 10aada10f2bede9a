package org.slicedscore.parquet;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slicedscore.api.error.Problem;

/** The first and the last bytes of a file, which show whether all of it is there. */
final class Envelope {
    private static final String PLAIN = "PAR1";
    private static final String ENCRYPTED = "PARE";

    /** The magic number twice, and the length of the footer. */
    private static final int LEAST = 12;

    private Envelope() {}

    /** Whether these first bytes are those of a file in Parquet, encrypted or not. */
    static boolean begins(byte[] head) {
        if (head.length < PLAIN.length()) {
            return false;
        }
        String magic = text(ByteBuffer.wrap(head, 0, PLAIN.length()));
        return magic.equals(PLAIN) || magic.equals(ENCRYPTED);
    }

    /** Refuses a file, which is open, if its ends are not those of Parquet. */
    static void check(String name, InputFile file) throws IOException {
        long length = file.length();
        String first = length < LEAST ? "" : text(file.readRange(0, PLAIN.length()));
        if (!first.equals(PLAIN) && !first.equals(ENCRYPTED)) {
            throw Problem.data(name)
                    .found("%s", length < LEAST ? length + " bytes" : "a file that does not begin with " + PLAIN)
                    .expected("Parquet")
                    .remedy("check that this is the right file, or write it again")
                    .exception();
        }
        String last = text(file.readRange(length - PLAIN.length(), PLAIN.length()));
        if (first.equals(ENCRYPTED) || last.equals(ENCRYPTED)) {
            throw Problem.data(name)
                    .found("encrypted Parquet")
                    .expected("plain Parquet")
                    .remedy("decrypt it first")
                    .exception();
        }
        if (!last.equals(PLAIN)) {
            throw Problem.data(name)
                    .says("truncated: its %d bytes do not end with %s", length, PLAIN)
                    .remedy("copy or download it again, or wait until it is written")
                    .exception();
        }
    }

    private static String text(ByteBuffer bytes) {
        byte[] magic = new byte[PLAIN.length()];
        bytes.get(magic);
        return new String(magic, StandardCharsets.ISO_8859_1);
    }
}
