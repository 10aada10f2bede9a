package org.slicedscore.data.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.slicedscore.data.io.Magic;

/** How the characters of a text are written as bytes. */
enum TextEncoding {
    /** UTF-8, or UTF-16 if the text begins with its byte order mark. */
    AUTO,
    /** UTF-8. */
    UTF_8,
    /** UTF-16; without a byte order mark the side of the first zero byte decides. */
    UTF_16,
    /** ISO 8859-1. */
    LATIN_1,
    /** What Windows calls ANSI in the west of Europe: Latin-1 with letters in place of control characters. */
    WINDOWS_1252;

    /** The character set of a text that begins with these bytes. */
    Charset charset(byte[] head) {
        return switch (this) {
            case AUTO -> hasUtf16Mark(head) ? utf16(head) : StandardCharsets.UTF_8;
            case UTF_8 -> StandardCharsets.UTF_8;
            case UTF_16 -> utf16(head);
            case LATIN_1 -> StandardCharsets.ISO_8859_1;
            case WINDOWS_1252 -> Charset.forName("windows-1252");
        };
    }

    private static Charset utf16(byte[] head) {
        boolean bigEndian = Magic.begins(head, 0xfe, 0xff) || Magic.begins(head, 0);
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static boolean hasUtf16Mark(byte[] head) {
        return Magic.begins(head, 0xfe, 0xff) || Magic.begins(head, 0xff, 0xfe);
    }

    /** Whether the bytes begin with a mark of UTF-16 and go on as text, without control characters. */
    static boolean isMarkedUtf16(byte[] head) {
        if (!hasUtf16Mark(head)) {
            return false;
        }
        CharBuffer text = CharBuffer.allocate(head.length);
        boolean malformed = utf16(head)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(head), text, false)
                .isError();
        return !malformed && text.flip().chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
    }
}
