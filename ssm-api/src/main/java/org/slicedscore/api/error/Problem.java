package org.slicedscore.api.error;

import java.util.Optional;
import org.slicedscore.api.error.SsmException.Kind;

/**
 * What went wrong, as a value. Its text is one line: {@code SUBJECT: FOUND, expected EXPECTED; REMEDY}. A problem is put
 * together part by part:
 *
 * <pre>{@code
 * throw Problem.usage(Subject.setting("batch-size"))
 *         .found("%d", rows)
 *         .expected("at most %d, the number of training rows", most)
 *         .exception();
 * }</pre>
 *
 * @param kind what kind of failure it is
 * @param subject what it is about, if that is known apart from the text
 * @param found what was found
 * @param expected what was expected, or nothing where the finding speaks for itself
 * @param remedy what to do, or nothing
 * @since 0.2.0
 */
public record Problem(Kind kind, Optional<Subject> subject, Message found, Message expected, Message remedy)
        implements Worded {
    /**
     * A wrong option or configuration.
     *
     * @param subject what it is about
     * @return the beginning of a problem
     */
    public static Problem usage(Subject subject) {
        return of(Kind.USAGE, subject);
    }

    /**
     * A file or row that cannot be used.
     *
     * @param subject what it is about
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
     * @param subject what it is about
     * @return the beginning of a problem
     */
    public static Problem backend(Subject subject) {
        return of(Kind.BACKEND, subject);
    }

    /**
     * A problem of any kind.
     *
     * @param kind what kind of failure it is
     * @param subject what it is about
     * @return the beginning of a problem
     */
    public static Problem of(Kind kind, Subject subject) {
        return new Problem(kind, Optional.of(subject), Message.NONE, Message.NONE, Message.NONE);
    }

    /**
     * A problem whose text says all.
     *
     * @param kind what kind of failure it is
     * @param text one line
     * @return the problem, without a subject
     */
    public static Problem of(Kind kind, Message text) {
        return new Problem(kind, Optional.empty(), text, Message.NONE, Message.NONE);
    }

    /**
     * Says which value was found.
     *
     * @param format a {@link String#format} pattern for what follows "found"
     * @param args its arguments
     * @return the problem with that
     */
    public Problem found(String format, Object... args) {
        return says("found %s", Message.of(format, args));
    }

    /**
     * Says what is wrong.
     *
     * @param format a {@link String#format} pattern such as {@code is empty}
     * @param args its arguments
     * @return the problem with that
     */
    public Problem says(String format, Object... args) {
        return new Problem(kind, subject, Message.of(format, args), expected, remedy);
    }

    /**
     * Says what was expected.
     *
     * @param format a {@link String#format} pattern for what follows "expected"
     * @param args its arguments
     * @return the problem with that
     */
    public Problem expected(String format, Object... args) {
        return new Problem(kind, subject, found, Message.of(format, args), remedy);
    }

    /**
     * Says what to do.
     *
     * @param format a {@link String#format} pattern, in the imperative
     * @param args its arguments
     * @return the problem with that
     */
    public Problem remedy(String format, Object... args) {
        return new Problem(kind, subject, found, expected, Message.of(format, args));
    }

    /**
     * The same problem as that of something else, such as of the place where a value was written.
     *
     * @param other what it is about
     * @return the problem with that subject
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
     * @param cause what lies behind it
     * @return the exception, to be thrown
     */
    public SsmException exception(Throwable cause) {
        return new SsmException(this, cause);
    }

    /**
     * What went wrong, without what it is about.
     *
     * @return what was found, what was expected, and the remedy
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
