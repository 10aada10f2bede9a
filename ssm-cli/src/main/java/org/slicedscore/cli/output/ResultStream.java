package org.slicedscore.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slicedscore.api.error.Problem;

/**
 * Standard output, for results only.
 *
 * <p>A {@link java.io.PrintStream} swallows failures; here a full disk is an error, and a closed pipe is a {@link
 * ClosedOutputException}, so that {@code ssm score ... | head} stops working at once and quietly.
 */
public final class ResultStream extends OutputStream {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private final OutputStream out;
    private final boolean standard;
    private boolean broken;

    /**
     * Wraps a stream.
     *
     * @param raw where the bytes go, unbuffered
     */
    public ResultStream(OutputStream raw) {
        this(raw, false);
    }

    private ResultStream(OutputStream raw, boolean standard) {
        this.out = new BufferedOutputStream(raw, 1 << 16);
        this.standard = standard;
    }

    /**
     * The standard output of this process.
     *
     * @return the stream
     */
    public static ResultStream standardOutput() {
        return new ResultStream(new FileOutputStream(FileDescriptor.out), true);
    }

    /**
     * Writes one line of UTF-8 text.
     *
     * @param text without its line end
     */
    public void println(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() {
        if (broken) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Flushes; standard output itself stays open. */
    @Override
    public void close() {
        flush();
    }

    private RuntimeException failure(IOException e) {
        broken = true;
        if (isClosedPipe(e)) {
            return new ClosedOutputException(e);
        }
        return Problem.data("standard output")
                .says("cannot be written: %s", e.getMessage())
                .exception(e);
    }

    /** The platform's message may be in any language, so on Linux the descriptor itself is asked too. */
    private boolean isClosedPipe(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("pipe") || message.contains("connection reset")) {
            return true;
        }
        if (!standard) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
