package org.slicedscore.data.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Quoting;

/**
 * The characters of an input, without a byte order mark. A byte that is no character of its encoding is an error with its
 * place; none is ever replaced. It can look ahead, so that the beginning of a text decides how the whole is read.
 */
final class TextReader extends Reader {
    private static final char BOM = '\ufeff';
    private static final int BYTES = 1 << 16;

    /** Room for some rows of ten thousand columns. */
    private static final int AHEAD = 1 << 20;

    private static final int LONGEST_WORD = 12;

    private final String name;
    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
    private CharBuffer chars = CharBuffer.allocate(AHEAD);
    private long offset;
    private long breaks;
    private boolean end;

    TextReader(RowInput input, TextEncoding encoding) {
        this.name = input.name();
        this.in = input.stream();
        this.charset = encoding.charset(input.head());
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        chars.flip();
        fill();
        if (chars.hasRemaining() && chars.get(chars.position()) == BOM) {
            chars.get();
        }
    }

    Charset charset() {
        return charset;
    }

    /** What follows, without consuming it: up to a million characters. */
    String ahead() {
        fill();
        return chars.toString();
    }

    /** Whether {@link #ahead()} is all there is. */
    boolean seesTheEnd() {
        return end && !bytes.hasRemaining();
    }

    /** The next character, without consuming it; -1 at the end. */
    int peek() {
        if (!chars.hasRemaining()) {
            fill();
        }
        return chars.hasRemaining() ? chars.get(chars.position()) : -1;
    }

    /** Consumes a line with its end. */
    String line() {
        StringBuilder line = new StringBuilder();
        int c = read();
        for (; c >= 0 && c != '\n' && c != '\r'; c = read()) {
            line.append((char) c);
        }
        if (c == '\r' && peek() == '\n') {
            read();
        }
        return line.toString();
    }

    @Override
    public int read() {
        int c = peek();
        if (c >= 0) {
            chars.get();
        }
        return c;
    }

    @Override
    public int read(char[] target, int from, int count) {
        if (!chars.hasRemaining() && chars.capacity() > BYTES) {
            chars = CharBuffer.allocate(BYTES).flip();
        }
        if (peek() < 0) {
            return -1;
        }
        int got = Math.min(count, chars.remaining());
        chars.get(target, from, got);
        return got;
    }

    /** Decodes until there is no more room or no more input. */
    private void fill() {
        chars.compact();
        int from = chars.position();
        CoderResult result = decoder.decode(bytes, chars, end);
        while (result.isUnderflow() && !end) {
            more();
            result = decoder.decode(bytes, chars, end);
        }
        countBreaks(from, chars.position());
        if (result.isError()) {
            throw malformed();
        }
        chars.flip();
    }

    private void more() {
        try {
            offset += bytes.position();
            bytes.compact();
            int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = got < 0;
            bytes.position(bytes.position() + Math.max(got, 0)).flip();
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        }
    }

    private void countBreaks(int from, int to) {
        char[] all = chars.array();
        int count = 0;
        for (int i = from; i < to; i++) {
            count += all[i] == '\n' ? 1 : 0;
        }
        breaks += count;
    }

    private SsmException malformed() {
        int at = bytes.position();
        byte[] found = new byte[Math.min(4, bytes.remaining())];
        bytes.get(at, found);
        Problem problem = Problem.data(new Subject.Byte(name, offset + at))
                .found(
                        "%s in line %d%s",
                        Quoting.hex(found, 1),
                        breaks + 1,
                        charset == StandardCharsets.UTF_8 ? " (" + Quoting.quote(word(at)) + " in Latin-1)" : "")
                .expected("%s", charset.name());
        if (charset != StandardCharsets.UTF_8) {
            throw problem.remedy("check %s", Subject.setting("data.encoding")).exception();
        }
        boolean windows = (found[0] & 0xff) < 0xa0;
        throw problem.remedy(
                        "convert it with iconv -f %s -t utf8, or name its encoding with %s",
                        windows ? "windows-1252" : "latin1",
                        Subject.setting("data.encoding", windows ? "windows-1252" : "latin-1"))
                .exception();
    }

    /** The letters around a byte, as Latin-1 reads them. */
    private String word(int at) {
        int from = at;
        int to = at;
        while (from > 0 && at - from < LONGEST_WORD && isLetter(bytes.get(from - 1))) {
            from--;
        }
        while (to < bytes.limit() && to - at < LONGEST_WORD && isLetter(bytes.get(to))) {
            to++;
        }
        return new String(bytes.array(), from, to - from, Charset.forName("windows-1252"));
    }

    private static boolean isLetter(byte b) {
        return b < 0 || Character.isLetter(b);
    }

    @Override
    public void close() {
        // whoever opened the input closes it
    }
}
