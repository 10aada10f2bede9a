package org.slicedscore.api.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.error.Wording;

/** The values of a plug-in's declared options for one run. Immutable. */
public final class Options {
    /** The options of a plug-in that declares none. */
    public static final Options NONE = new Options(Map.of());

    private final Map<Option<?>, Object> values;

    private Options(Map<Option<?>, Object> values) {
        this.values = values;
    }

    /**
     * Creates the default values.
     *
     * @param declared the plug-in's options
     * @return every option at its default
     */
    public static Options defaults(List<Option<?>> declared) {
        return parse("a plug-in", declared, Map.of());
    }

    /**
     * Parses values strictly.
     *
     * @param owner owner of the options, as text for messages: {@code model 'gmm'}
     * @param declared the plug-in's options
     * @param given name to text
     * @return every option, at the given value or its default
     * @throws SsmException of kind USAGE on an unknown name (naming the nearest valid one) or a bad value
     */
    public static Options parse(String owner, List<Option<?>> declared, Map<String, String> given) {
        return parse(new Subject.Other(owner), declared, given);
    }

    /**
     * Parses values strictly.
     *
     * @param owner owner of the options
     * @param declared the plug-in's options
     * @param given name to text
     * @return every option, at the given value or its default
     * @throws SsmException of kind USAGE on an unknown name (naming the nearest valid one) or a bad value
     * @since 0.2.0
     */
    public static Options parse(Subject owner, List<Option<?>> declared, Map<String, String> given) {
        Map<String, Option<?>> byName = new LinkedHashMap<>();
        for (Option<?> o : declared) {
            if (byName.put(o.name(), o) != null) {
                throw new IllegalArgumentException(
                        owner.text(Wording.API) + " declares the option '" + o.name() + "' twice");
            }
        }
        for (String name : given.keySet()) {
            if (!byName.containsKey(name)) {
                throw Problem.usage(owner)
                        .says("there is no option '%s'", name)
                        .remedy("%s", Names.hint(name, byName.keySet()))
                        .exception();
            }
        }
        Map<Option<?>, Object> values = new LinkedHashMap<>();
        for (Option<?> o : declared) {
            String text = given.get(o.name());
            try {
                values.put(o, text == null ? o.defaultValue() : o.parse(text));
            } catch (SsmException e) {
                throw e.problem().about(new Subject.Option(owner, o.name())).exception(e.getCause());
            }
        }
        return new Options(values);
    }

    /**
     * The value of one option.
     *
     * @param <T> its type
     * @param option one that was declared
     * @return the value
     * @throws IllegalArgumentException if the plug-in does not declare it
     */
    @SuppressWarnings("unchecked") // put only by parse, which reads with the option's own parser
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException("option '" + option.name() + "' is read but not declared");
        }
        return (T) value;
    }

    /**
     * The same values with one changed.
     *
     * @param <T> its type
     * @param option one that was declared
     * @param value its new value
     * @return the values
     * @throws IllegalArgumentException if the plug-in does not declare it
     * @since 0.2.0
     */
    public <T> Options with(Option<T> option, T value) {
        get(option);
        Map<Option<?>, Object> changed = new LinkedHashMap<>(values);
        changed.put(option, value);
        return new Options(changed);
    }

    /** {@return all values by name, as text in the syntax of {@link #parse}, in the order of declaration} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((option, value) -> map.put(option.name(), format(option, value)));
        return map;
    }

    /** Compares options and values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Options o && values.equals(o.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @SuppressWarnings("unchecked") // as in get
    private static <T> String format(Option<T> option, Object value) {
        return option.format((T) value);
    }
}
