package org.slicedscore.api.error;

/**
 * A failure that a user can act on. The message is one line that says which input, where, what was found, what was
 * expected and what to do; {@link #kind()} decides the exit code of the command line.
 *
 * <p>Anything else that is thrown ({@link IllegalStateException}, {@link ArithmeticException} ...) is an internal error.
 */
public class SsmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, and with which exit code the command answers. */
    public enum Kind {
        /** A wrong option, an unknown name, a combination that makes no sense: exit code 2. */
        USAGE(2),
        /** A file or a row that cannot be used: exit code 3. */
        DATA(3),
        /** A backend or device that is missing or failed: exit code 4. */
        BACKEND(4),
        /** Training left the finite numbers: exit code 5. */
        DIVERGED(5),
        /** A check or gate failed: exit code 6. */
        CHECK(6);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /**
         * The process exit code for this kind.
         *
         * @return a number from 2 to 6
         */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    /**
     * Creates a failure.
     *
     * @param kind what went wrong
     * @param message one line for the user
     * @param cause what lies behind it, or null
     */
    public SsmException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * A wrong option or configuration.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException usage(String format, Object... args) {
        return new SsmException(Kind.USAGE, message(format, args), null);
    }

    /**
     * A file or row that cannot be used.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException data(String format, Object... args) {
        return new SsmException(Kind.DATA, message(format, args), null);
    }

    /**
     * A backend or device that is missing or failed.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments
     * @return the exception, to be thrown
     */
    public static SsmException backend(String format, Object... args) {
        return new SsmException(Kind.BACKEND, message(format, args), null);
    }

    /**
     * Fills in a pattern, independently of the locale.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments; with none the pattern stands as it is
     * @return the text
     */
    protected static String message(String format, Object[] args) {
        return args.length == 0 ? format : String.format(java.util.Locale.ROOT, format, args);
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
