package org.slicedscore.api.error;

import java.util.Optional;
import org.slicedscore.api.error.SsmException.Kind;

/**
 * A problem as a value. Its text is one line: {@code SUBJECT: FOUND, expected EXPECTED; REMEDY}. Build it part by part:
 *
 * <pre>{@code
 * throw Problem.usage(Subject.setting("batch-size"))
 *         .found("%d", rows)
 *         .expected("at most %d, the number of training rows", most)
 *         .exception();
 * }</pre>
 *
 * @param kind the kind of failure
 * @param subject the subject, if known apart from the text
 * @param found what was found
 * @param expected what was expected, or nothing if the finding is clear by itself
 * @param remedy what to do, or nothing
 * @since 0.2.0
 */
public record Problem(Kind kind, Optional<Subject> subject, Message found, Message expected, Message remedy)
        implements Worded {
    /**
     * A wrong option or configuration.
     *
     * @param subject the subject
     * @return the beginning of a problem
     */
    public static Problem usage(Subject subject) {
        return of(Kind.USAGE, subject);
    }

    /**
     * A file or row that cannot be used.
     *
     * @param subject the subject
     * @return the beginning of a problem
     */
    public static Problem data(Subject subject) {
        return of(Kind.DATA, subject);
    }

    /**
     * A file or row that cannot be used.
     *
     * @param file the file's path, or what the user calls the source of data
     * @return the beginning of a problem
     */
    public static Problem data(String file) {
        return data(new Subject.File(file));
    }

    /**
     * A backend or device that is missing or failed.
     *
     * @param subject the subject
     * @return the beginning of a problem
     */
    public static Problem backend(Subject subject) {
        return of(Kind.BACKEND, subject);
    }

    /**
     * A problem of any kind.
     *
     * @param kind the kind of failure
     * @param subject the subject
     * @return the beginning of a problem
     */
    public static Problem of(Kind kind, Subject subject) {
        return new Problem(kind, Optional.of(subject), Message.NONE, Message.NONE, Message.NONE);
    }

    /**
     * A problem with only a text.
     *
     * @param kind what kind of failure it is
     * @param text one line
     * @return the problem, without a subject
     */
    public static Problem of(Kind kind, Message text) {
        return new Problem(kind, Optional.empty(), text, Message.NONE, Message.NONE);
    }

    /**
     * Adds the value that was found.
     *
     * @param format a {@link String#format} pattern for the text after "found"
     * @param args its arguments
     * @return the extended problem
     */
    public Problem found(String format, Object... args) {
        return says("found %s", Message.of(format, args));
    }

    /**
     * Adds what is wrong.
     *
     * @param format a {@link String#format} pattern such as {@code is empty}
     * @param args its arguments
     * @return the extended problem
     */
    public Problem says(String format, Object... args) {
        return new Problem(kind, subject, Message.of(format, args), expected, remedy);
    }

    /**
     * Adds what was expected.
     *
     * @param format a {@link String#format} pattern for the text after "expected"
     * @param args its arguments
     * @return the extended problem
     */
    public Problem expected(String format, Object... args) {
        return new Problem(kind, subject, found, Message.of(format, args), remedy);
    }

    /**
     * Adds the remedy.
     *
     * @param format a {@link String#format} pattern, in the imperative
     * @param args its arguments
     * @return the extended problem
     */
    public Problem remedy(String format, Object... args) {
        return new Problem(kind, subject, found, expected, Message.of(format, args));
    }

    /**
     * The same problem with another subject, such as the place where a value was written.
     *
     * @param other the new subject
     * @return the changed problem
     */
    public Problem about(Subject other) {
        return new Problem(kind, Optional.of(other), found, expected, remedy);
    }

    /**
     * The exception that carries this problem.
     *
     * @return the exception, to be thrown
     */
    public SsmException exception() {
        return new SsmException(this, null);
    }

    /**
     * The exception that carries this problem.
     *
     * @param cause the cause
     * @return the exception, to be thrown
     */
    public SsmException exception(Throwable cause) {
        return new SsmException(this, cause);
    }

    /**
     * The text without the subject.
     *
     * @return the finding, the expectation and the remedy
     */
    public Message statement() {
        Message what = expected.isEmpty() ? found : Message.of("%s, expected %s", found, expected);
        return remedy.isEmpty() ? what : Message.of("%s; %s", what, remedy);
    }

    @Override
    public String text(Wording wording) {
        String statement = statement().text(wording);
        return subject.map(s -> s.text(wording) + ": " + statement).orElse(statement);
    }
}
