package org.slicedscore.api.option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * One declared option of a plug-in: a constant of the plug-in's class. Its value for a run is read with {@link
 * Options#get}.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {
    private static final String AUTO = "auto";

    private final String name;
    private final String type;
    private final T defaultValue;
    private final String doc;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;
    private final List<String> words;

    private Option(
            String name,
            String type,
            T defaultValue,
            String doc,
            Function<String, T> parser,
            Function<T, String> formatter,
            List<String> words) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("an option's name is lower-case words joined by '-': " + name);
        }
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.doc = doc;
        this.parser = parser;
        this.formatter = formatter;
        this.words = List.copyOf(words);
    }

    /**
     * A whole number.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param min the smallest value allowed
     * @param max the largest value allowed
     * @param doc one-line description
     * @return the option
     */
    public static Option<Integer> integer(String name, int defaultValue, int min, int max, String doc) {
        String type = "whole number" + range(min == Integer.MIN_VALUE, min, max == Integer.MAX_VALUE, max);
        return new Option<>(
                name,
                type,
                defaultValue,
                doc,
                text -> inRange(Integer.valueOf(text), min, max),
                String::valueOf,
                List.of());
    }

    /**
     * A whole number of 64 bits, such as a seed.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param doc one-line description
     * @return the option
     * @since 0.2.0
     */
    public static Option<Long> wide(String name, long defaultValue, String doc) {
        return new Option<>(
                name, "whole number of at most 64 bits", defaultValue, doc, Long::valueOf, String::valueOf, List.of());
    }

    /**
     * A number.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param min the smallest value allowed; {@link Double#MIN_VALUE} for any positive one
     * @param max the largest value allowed; may be infinite, but infinite values are rejected
     * @param doc one-line description
     * @return the option
     */
    public static Option<Double> number(String name, double defaultValue, double min, double max, String doc) {
        String type = "number" + range(min == Double.NEGATIVE_INFINITY, min, max == Double.POSITIVE_INFINITY, max);
        return new Option<>(
                name, type, defaultValue, doc, text -> inRange(finite(text), min, max), String::valueOf, List.of());
    }

    /**
     * A number, or {@code auto} to derive it.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given; NaN for {@code auto}
     * @param min the smallest value allowed
     * @param max the largest value allowed; may be infinite, but infinite values are rejected
     * @param doc one-line description that says what {@code auto} means
     * @return the option; {@code auto} has the value NaN
     */
    public static Option<Double> numberOrAuto(String name, double defaultValue, double min, double max, String doc) {
        Option<Double> number = number(name, defaultValue, min, max, doc);
        return new Option<>(
                name,
                number.type + ", or auto",
                defaultValue,
                doc,
                text -> text.equals(AUTO) ? Double.valueOf(Double.NaN) : number.parser.apply(text),
                value -> value.isNaN() ? AUTO : String.valueOf(value),
                List.of(AUTO));
    }

    /**
     * A list of whole numbers, written with commas.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param min the smallest element allowed
     * @param doc one-line description
     * @return the option
     */
    public static Option<List<Integer>> integers(String name, List<Integer> defaultValue, int min, String doc) {
        return new Option<>(
                name,
                "whole numbers >= " + min + ", joined by ','",
                List.copyOf(defaultValue),
                doc,
                text -> Arrays.stream(text.split(",", -1))
                        .map(part -> inRange(Integer.valueOf(part.strip()), min, Integer.MAX_VALUE))
                        .toList(),
                list -> list.stream().map(String::valueOf).collect(Collectors.joining(",")),
                List.of());
    }

    /**
     * One of the constants of an enum, written in lower case with '-' for '_'.
     *
     * @param <E> the enum
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param doc one-line description
     * @return the option
     */
    public static <E extends Enum<E>> Option<E> choice(String name, E defaultValue, String doc) {
        List<E> all = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
        List<String> names = all.stream().map(Option::spell).toList();
        return new Option<>(
                name,
                "one of " + String.join(", ", names),
                defaultValue,
                doc,
                text -> {
                    int i = names.indexOf(text);
                    if (i < 0) {
                        throw new IllegalArgumentException(Names.hint(text, names));
                    }
                    return all.get(i);
                },
                Option::spell,
                names);
    }

    /**
     * True or false.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param doc one-line description
     * @return the option
     */
    public static Option<Boolean> flag(String name, boolean defaultValue, String doc) {
        return new Option<>(
                name,
                "true or false",
                defaultValue,
                doc,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither true nor false");
                },
                String::valueOf,
                List.of("true", "false"));
    }

    /**
     * Any text.
     *
     * @param name lower-case words joined by '-'
     * @param defaultValue the value if none is given
     * @param doc one-line description
     * @return the option
     */
    public static Option<String> text(String name, String defaultValue, String doc) {
        return new Option<>(name, "text", defaultValue, doc, text -> text, text -> text, List.of());
    }

    /**
     * The same option with an optional value, by default empty.
     *
     * @param word the text that stands for an empty value, such as {@code auto}
     * @return the option
     * @since 0.2.0
     */
    public Option<Optional<T>> orOpen(String word) {
        return new Option<>(
                name,
                type + ", or " + word,
                Optional.empty(),
                doc,
                text -> text.equals(word) ? Optional.empty() : Optional.of(parser.apply(text)),
                value -> value.map(formatter).orElse(word),
                Stream.concat(words.stream(), Stream.of(word)).toList());
    }

    /** {@return the name, lower-case words joined by '-'} */
    public String name() {
        return name;
    }

    /** {@return the type and range in words, such as {@code whole number >= 1}} */
    public String type() {
        return type;
    }

    /** {@return the value if none is given} */
    public T defaultValue() {
        return defaultValue;
    }

    /**
     * The words among its values, such as the constants of an enum and {@code auto}, for help and completion.
     *
     * @return the words in the order they are shown; empty where values are numbers or any text
     * @since 0.2.0
     */
    public List<String> words() {
        return words;
    }

    /** {@return a one-line description} */
    public String doc() {
        return doc;
    }

    /**
     * Parses a value.
     *
     * @param text the user's text
     * @return the value
     * @throws SsmException of kind USAGE if it is not of the type or out of range
     */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text).exception();
        } catch (IllegalArgumentException e) {
            throw wrong(text).remedy("%s", e.getMessage()).exception();
        }
    }

    private Problem wrong(String text) {
        return Problem.usage(Subject.setting(name)).found("'%s'", text).expected("%s", type);
    }

    /**
     * Formats a value in the syntax of {@link #parse}.
     *
     * @param value a value
     * @return its text
     */
    public String format(T value) {
        return formatter.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String spell(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double finite(String text) {
        double d = Double.parseDouble(text);
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            throw new NumberFormatException(text);
        }
        return d;
    }

    private static <N extends Comparable<N>> N inRange(N value, N min, N max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new NumberFormatException("out of range");
        }
        return value;
    }

    private static String range(boolean noMin, Number min, boolean noMax, Number max) {
        if (noMin) {
            return noMax ? "" : " <= " + max;
        }
        if (noMax && min.doubleValue() == Double.MIN_VALUE) {
            return " > 0";
        }
        return noMax ? " >= " + min : " from " + min + " to " + max;
    }
}
