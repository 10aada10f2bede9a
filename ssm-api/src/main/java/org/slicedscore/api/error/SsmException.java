package org.slicedscore.api.error;

/**
 * A failure that a user can act on. {@link #problem()} describes it as a value; the message is its text in the words
 * of the library, on one line. {@link #kind()} decides the exit code of the command.
 *
 * <p>Any other exception ({@link IllegalStateException}, {@link ArithmeticException} ...) is an internal error.
 *
 * @since 0.2.0
 */
public class SsmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure, which decides the exit code of the command. */
    public enum Kind {
        /** A wrong option, an unknown name, an invalid combination: exit code 2. */
        USAGE(2),
        /** A file or a row that cannot be used: exit code 3. */
        DATA(3),
        /** A backend or device that is missing or failed: exit code 4. */
        BACKEND(4),
        /** Training produced numbers that are not finite: exit code 5. */
        DIVERGED(5),
        /** A check or gate failed: exit code 6. */
        CHECK(6);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** {@return the process exit code of this kind: a number from 2 to 6} */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    /** Not serialised; a deserialised exception keeps only its message. */
    private final transient Problem problem;

    /**
     * Creates a failure.
     *
     * @param problem what went wrong
     * @param cause the cause, or null
     */
    public SsmException(Problem problem, Throwable cause) {
        super(problem.text(Wording.API), cause);
        this.kind = problem.kind();
        this.problem = problem;
    }

    /**
     * Creates a failure from its text alone.
     *
     * @param kind the kind of failure
     * @param message one line for the user
     * @param cause the cause, or null
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

    /** {@return the problem, as a value} */
    public Problem problem() {
        return problem == null ? Problem.of(kind, Message.of(getMessage())) : problem;
    }

    /** {@return the kind of failure} */
    public Kind kind() {
        return kind;
    }
}
