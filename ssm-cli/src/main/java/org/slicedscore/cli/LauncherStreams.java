package org.slicedscore.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Takes over the standard error that the launcher set aside.
 *
 * <p>While the JVM starts, the launcher has file descriptor 2 run through a filter that drops one line, the JVM's
 * remark that the Vector API incubates. The caller's own standard error waits on another descriptor, whose number is in
 * the property {@value #DESCRIPTOR}. From {@link #restoreStandardError()} on, {@link System#err} writes there: in order,
 * unfiltered, and a terminal if it was one.
 */
final class LauncherStreams {
    /** The number of the descriptor that carries the caller's standard error. */
    static final String DESCRIPTOR = "org.slicedscore.launcher.stderr";

    /** Whether the caller's standard error is a terminal: {@code true} or {@code false}, absent without the launcher. */
    static final String TERMINAL = "org.slicedscore.launcher.stderr.terminal";

    private LauncherStreams() {}

    /**
     * Points {@link System#err} at the caller's standard error, if the launcher set it aside. Where the JDK does not
     * let us reach the descriptor, the filtered stream stays: it carries the same text.
     */
    static void restoreStandardError() {
        Integer number = Integer.getInteger(DESCRIPTOR);
        if (number == null) {
            return;
        }
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            if (constructor.trySetAccessible()) {
                var stream = new FileOutputStream(constructor.newInstance(number));
                System.setErr(new PrintStream(stream, true, charset()));
            }
        } catch (ReflectiveOperationException e) {
            // Another JDK may shape this class otherwise; the filtered stream is good enough.
        }
    }

    /** Whether standard error is a terminal: what the launcher found, or without it whether the JVM has a console. */
    static boolean standardErrorIsTerminal() {
        String terminal = System.getProperty(TERMINAL);
        return terminal == null ? System.console() != null : Boolean.parseBoolean(terminal);
    }

    private static Charset charset() {
        return Charset.forName(System.getProperty("stderr.encoding", "UTF-8"), Charset.defaultCharset());
    }
}
