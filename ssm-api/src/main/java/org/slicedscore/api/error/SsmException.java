package org.slicedscore.api.error;

/**
 * A failure that a user can act on. {@link #problem()} is what went wrong, as a value; the message is that problem in the
 * words of the library, on one line. {@link #kind()} decides the exit code of the command.
 *
 * <p>Anything else that is thrown ({@link IllegalStateException}, {@link ArithmeticException} ...) is an internal error.
 *
 * @since 0.2.0
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

    /** Not serialised: an exception that was keeps its message. */
    private final transient Problem problem;

    /**
     * Creates a failure.
     *
     * @param problem what went wrong
     * @param cause what lies behind it, or null
     */
    public SsmException(Problem problem, Throwable cause) {
        super(problem.text(Wording.API), cause);
        this.kind = problem.kind();
        this.problem = problem;
    }

    /**
     * Creates a failure that is known by its text alone.
     *
     * @param kind what went wrong
     * @param message one line for the user
     * @param cause what lies behind it, or null
     */
    public SsmException(Kind kind, String message, Throwable cause) {
        this(Problem.of(kind, Message.of(message)), cause);
    }

    /**
     * A wrong option or configuration.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments; a {@link Worded} one takes the place of a {@code %s}
     * @return the exception, to be thrown
     */
    public static SsmException usage(String format, Object... args) {
        return Problem.of(Kind.USAGE, Message.of(format, args)).exception();
    }

    /**
     * A file or row that cannot be used.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments; a {@link Worded} one takes the place of a {@code %s}
     * @return the exception, to be thrown
     */
    public static SsmException data(String format, Object... args) {
        return Problem.of(Kind.DATA, Message.of(format, args)).exception();
    }

    /**
     * A backend or device that is missing or failed.
     *
     * @param format a {@link String#format} pattern
     * @param args its arguments; a {@link Worded} one takes the place of a {@code %s}
     * @return the exception, to be thrown
     */
    public static SsmException backend(String format, Object... args) {
        return Problem.of(Kind.BACKEND, Message.of(format, args)).exception();
    }

    /**
     * What went wrong, as a value.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem == null ? Problem.of(kind, Message.of(getMessage())) : problem;
    }

    /**
     * What kind of failure it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
