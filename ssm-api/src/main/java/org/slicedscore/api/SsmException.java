package org.slicedscore.api;

import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;

/**
 * The 0.1.0 name of {@link org.slicedscore.api.error.SsmException}, kept so that plug-ins built for it still run.
 *
 * @deprecated since 0.2.0; use {@link org.slicedscore.api.error.SsmException}
 */
@Deprecated(since = "0.2.0")
public final class SsmException extends org.slicedscore.api.error.SsmException {
    private static final long serialVersionUID = 1L;

    private SsmException(Kind kind, String format, Object[] args) {
        super(Problem.of(kind, Message.of(format, args)), null);
    }

    /**
     * A wrong option or configuration.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException usage(String format, Object... args) {
        return new SsmException(Kind.USAGE, format, args);
    }

    /**
     * A file or row that cannot be used.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException data(String format, Object... args) {
        return new SsmException(Kind.DATA, format, args);
    }

    /**
     * A backend or device that is missing or failed.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException backend(String format, Object... args) {
        return new SsmException(Kind.BACKEND, format, args);
    }
}
