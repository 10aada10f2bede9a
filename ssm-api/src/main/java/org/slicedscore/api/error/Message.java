package org.slicedscore.api.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A sentence for a user, or part of one, in which settings are still values. The library and the command each word
 * them in their own way.
 *
 * @param template a {@link String#format} pattern; used as it is if there are no arguments
 * @param arguments of the pattern; a {@link Worded} one takes the place of a {@code %s}
 * @since 0.2.0
 */
public record Message(String template, List<Object> arguments) implements Worded {
    /** The empty message. */
    public static final Message NONE = new Message("", List.of());

    /**
     * Copies the list.
     *
     * @param template a pattern
     * @param arguments its arguments
     */
    public Message {
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /**
     * A sentence.
     *
     * @param template a {@link String#format} pattern
     * @param arguments its arguments; with none the pattern is used as it is
     * @return the message
     */
    public static Message of(String template, Object... arguments) {
        return new Message(template, Arrays.asList(arguments));
    }

    /** {@return whether the message is empty: true for {@link #NONE}} */
    public boolean isEmpty() {
        return template.isEmpty();
    }

    /** {@return the settings that the sentence names, with the proposed values, in the order of the text} */
    public List<Subject.Setting> settings() {
        List<Subject.Setting> settings = new ArrayList<>();
        for (Object argument : arguments) {
            switch (argument) {
                case Subject.Setting setting -> settings.add(setting);
                case Message part -> settings.addAll(part.settings());
                case null, default -> {}
            }
        }
        return settings;
    }

    @Override
    public String text(Wording wording) {
        if (arguments.isEmpty()) {
            return template;
        }
        Object[] written = arguments.stream()
                .map(a -> a instanceof Worded worded ? worded.text(wording) : a)
                .toArray();
        return String.format(Locale.ROOT, template, written);
    }

    /** The sentence in the words of the library. */
    @Override
    public String toString() {
        return text(Wording.API);
    }
}
