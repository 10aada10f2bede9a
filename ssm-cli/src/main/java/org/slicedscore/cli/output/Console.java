package org.slicedscore.cli.output;

import java.io.PrintStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.cli.config.FlagWording;

/** The two streams of a command, and how much it prints. */
public final class Console {
    /** How much is printed on standard error. */
    public enum Level {
        /** Errors, and warnings that the results are not what they seem. */
        QUIET,
        /** Notes, warnings and progress. */
        NORMAL,
        /** The same, plus log lines and stack traces of errors. */
        VERBOSE
    }

    private final ResultStream out;
    private final PrintStream err;
    private final boolean terminal;
    private Level level = Level.NORMAL;
    private ProgressLine progress;

    /**
     * Takes the streams.
     *
     * @param out standard output
     * @param err standard error
     * @param terminal whether standard error is a terminal
     */
    public Console(ResultStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * Sets how much is printed.
     *
     * @param level the level
     */
    public void level(Level level) {
        this.level = level;
    }

    /**
     * How much is printed.
     *
     * @return the level
     */
    public Level level() {
        return level;
    }

    /**
     * Standard output, for results.
     *
     * @return the stream
     */
    public ResultStream out() {
        return out;
    }

    /**
     * Prints a note, unless quiet.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments, settings as values
     */
    public synchronized void note(String format, Object... args) {
        if (level != Level.QUIET) {
            line(Message.of(format, args).text(FlagWording.FLAGS));
        }
    }

    /**
     * Prints a warning that results are not what they seem, even when quiet.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments, settings as values
     */
    public synchronized void warn(String format, Object... args) {
        line("WARNING: " + Message.of(format, args).text(FlagWording.FLAGS));
    }

    /**
     * Prints an error, even when quiet.
     *
     * @param text the message, one line
     */
    public synchronized void error(String text) {
        line(text);
    }

    /**
     * Prints the stack trace of a failure if verbose.
     *
     * @param failure what happened
     */
    public synchronized void trace(Throwable failure) {
        if (level == Level.VERBOSE) {
            failure.printStackTrace(err);
        }
    }

    /**
     * A progress line on standard error: redrawn in place on a terminal, written now and then
     * otherwise, not at all when quiet.
     *
     * @return the line, to be closed
     */
    public synchronized ProgressLine progress() {
        progress = new ProgressLine(err, terminal, level == Level.QUIET);
        return progress;
    }

    /**
     * Whether standard error is a terminal.
     *
     * @return true if it is
     */
    public boolean terminal() {
        return terminal;
    }

    /**
     * Shows a picture on standard error.
     *
     * @param bytes characters in UTF-8, or what the terminal makes a picture of
     */
    public synchronized void picture(byte[] bytes) {
        if (progress != null) {
            progress.clear();
        }
        err.write(bytes, 0, bytes.length);
        err.flush();
    }

    private void line(String text) {
        if (progress != null) {
            progress.clear();
        }
        err.println(text);
        err.flush();
    }
}
