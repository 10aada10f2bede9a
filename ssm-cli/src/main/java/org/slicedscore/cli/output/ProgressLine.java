package org.slicedscore.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** One line that shows the progress of a long job. */
public final class ProgressLine implements AutoCloseable {
    private static final long REDRAW = Duration.ofMillis(100).toNanos();
    private static final long PLAIN = Duration.ofSeconds(5).toNanos();
    private static final int BAR = 20;
    private static final int WIDTH = 100;

    private final PrintStream err;
    private final boolean terminal;
    private final boolean silent;
    private final long start = System.nanoTime();
    private long last;
    private boolean drawn;

    ProgressLine(PrintStream err, boolean terminal, boolean silent) {
        this.err = err;
        this.terminal = terminal;
        this.silent = silent;
        // a short job prints no line where every line stays
        this.last = terminal ? start - REDRAW : start;
    }

    /**
     * Shows progress, if it is time for that again.
     *
     * @param done how much of the work, from 0 to 1; NaN if that is not known
     * @param text the text, computed only when shown
     */
    public synchronized void update(double done, Supplier<String> text) {
        long now = System.nanoTime();
        if (silent || now - last < (terminal ? REDRAW : PLAIN)) {
            return;
        }
        last = now;
        String rest = remaining(done, now - start);
        if (!terminal) {
            String share = Double.isNaN(done) ? "" : String.format(Locale.ROOT, "%3.0f %%  ", 100 * done);
            err.println(share + text.get() + rest);
            err.flush();
            return;
        }
        String line = bar(done) + text.get() + rest;
        // \r and "erase to the end of the line"; cut, so that it never wraps
        err.print("\r" + line.substring(0, Math.min(WIDTH, line.length())) + "\u001b[K");
        err.flush();
        drawn = true;
    }

    /**
     * Says what is being done where nobody knows how much of it is left.
     *
     * @param text a few words
     */
    public void stage(String text) {
        update(Double.NaN, () -> text);
    }

    /** Clears the line on a terminal, so that another can be written; the next update draws it again. */
    synchronized void clear() {
        if (drawn) {
            err.print("\r\u001b[K");
            drawn = false;
        }
    }

    @Override
    public void close() {
        clear();
        err.flush();
    }

    private static String bar(double done) {
        if (Double.isNaN(done)) {
            return "";
        }
        int full = (int) Math.round(BAR * Math.clamp(done, 0.0, 1.0));
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
    }

    private static String remaining(double done, long nanos) {
        if (!(done >= 0.02 && done < 1)) {
            return "";
        }
        long seconds = Math.round(nanos / done * (1 - done) / 1e9);
        return seconds < 100
                ? String.format(Locale.ROOT, "  up to %d s left", seconds)
                : String.format(Locale.ROOT, "  up to %d min left", Math.round(seconds / 60.0));
    }
}
