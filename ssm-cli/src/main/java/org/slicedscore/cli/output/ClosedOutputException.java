package org.slicedscore.cli.output;

/** The pipe behind standard output was closed, as {@code head} does when it has enough. Not a failure. */
public final class ClosedOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param cause what the platform says
     */
    public ClosedOutputException(Throwable cause) {
        super("standard output was closed by its reader", cause, false, false);
    }
}
