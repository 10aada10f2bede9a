package org.slicedscore.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.engine.setting.Setting;

/** The values that were given, each with its origin; a later one replaces an earlier one. */
public final class SettingValues {
    /** A value as it was written, and where. */
    public record Given(String text, Origin origin) {}

    private final Map<String, Setting<?>> known = new LinkedHashMap<>();
    private final List<String> kinds;
    private final Map<String, Given> given = new LinkedHashMap<>();

    /**
     * No values yet.
     *
     * @param settings the settings there are
     * @param kinds the kinds of plug-in whose options may be given as {@code KIND.NAME}
     */
    public SettingValues(List<Setting<?>> settings, List<String> kinds) {
        settings.forEach(s -> known.put(s.name(), s));
        this.kinds = List.copyOf(kinds);
    }

    /**
     * Takes a value.
     *
     * @param name of a setting, or {@code KIND.NAME} of a plug-in's option
     * @param text the value
     * @param origin where it was written
     * @throws SsmException of kind USAGE if there is no such setting
     */
    public void put(String name, String text, Origin origin) {
        if (!knows(name)) {
            throw unknown(name, origin);
        }
        given.put(name, new Given(text, origin));
    }

    /**
     * Whether a setting of this name may be given.
     *
     * @param name of a setting, or {@code KIND.NAME}
     * @return true if {@link #put} takes it; whether the plug-in has that option is found out later
     */
    public boolean knows(String name) {
        int dot = name.indexOf('.');
        return known.containsKey(name) || dot > 0 && dot < name.length() - 1 && kinds.contains(name.substring(0, dot));
    }

    /** The failure for a name that is not known. */
    public SsmException unknown(String name, Origin origin) {
        List<String> names = new ArrayList<>(known.keySet());
        int dot = name.indexOf('.');
        if (dot > 0) {
            kinds.forEach(kind -> names.add(kind + name.substring(dot)));
        }
        String hint = Names.nearest(name, names)
                .map(n -> "did you mean '" + n + "'?")
                .orElse("'ssm train --help' lists the settings");
        return Problem.usage(origin.subject())
                .says("there is no setting '%s'", name)
                .remedy("%s", hint)
                .exception();
    }

    /** The kinds of plug-in whose options may be given, such as {@code model}. */
    public List<String> kinds() {
        return kinds;
    }

    /** The settings there are, in the order of help. */
    public List<Setting<?>> all() {
        return List.copyOf(known.values());
    }

    /**
     * What was given for a setting.
     *
     * @param name of a setting, or {@code KIND.NAME}
     * @return the value and its origin; empty if it has its default
     */
    public Optional<Given> given(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** Everything that was given, by name. */
    public Map<String, Given> given() {
        return new LinkedHashMap<>(given);
    }

    /**
     * The value of a setting.
     *
     * @param <T> its type
     * @param setting the setting
     * @return the given value, or the default
     * @throws SsmException of kind USAGE, naming the origin, if the value is not of the type or out of range
     */
    public <T> T get(Setting<T> setting) {
        Given g = given.get(setting.name());
        try {
            return g == null ? setting.defaultValue() : setting.option().parse(g.text());
        } catch (SsmException e) {
            throw located(e);
        }
    }

    /**
     * The failure for a value that was well formed but cannot be used.
     *
     * @param name of the setting
     * @param format of what is wrong with it, a {@link String#format} pattern
     * @param args its arguments, settings as values
     * @return the exception, to be thrown
     */
    public SsmException wrong(String name, String format, Object... args) {
        return Problem.usage(place(name)).says(format, args).exception();
    }

    /** A failure that is about a setting, with the place where its value was written; another failure as it is. */
    public SsmException located(SsmException failure) {
        boolean ofASetting = failure.kind() == SsmException.Kind.USAGE || failure.kind() == SsmException.Kind.BACKEND;
        String name = !ofASetting
                ? null
                : switch (failure.problem().subject().orElse(null)) {
                    case Subject.Setting setting when setting.value().isEmpty() -> setting.name();
                    case Subject.Option(Subject.Plugin(String kind, String id), String option) -> kind + "." + option;
                    case Subject.Option option -> option.name();
                    case null, default -> null;
                };
        return name == null ? failure : failure.problem().about(place(name)).exception(failure);
    }

    private Subject place(String name) {
        return given(name).map(g -> g.origin().subject()).orElseGet(() -> Subject.setting(name));
    }

    /**
     * The options given to the plug-in of one kind, all checked.
     *
     * @param kind such as {@code model}
     * @param id the plug-in's id, for messages
     * @param declared what the plug-in declares
     * @return every option, at the given value or its default
     * @throws SsmException of kind USAGE, naming the origin, on an unknown option or a bad value
     */
    public Options plugin(String kind, String id, List<Option<?>> declared) {
        List<String> names = declared.stream().map(Option::name).toList();
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((key, g) -> {
            if (key.startsWith(kind + ".")) {
                String name = key.substring(kind.length() + 1);
                if (!names.contains(name)) {
                    throw Problem.usage(g.origin().subject())
                            .says("%s '%s' has no option '%s'", kind, id, name)
                            .remedy("%s", Names.hint(name, names))
                            .exception();
                }
                values.put(name, g.text());
            }
        });
        try {
            return Options.parse(new Subject.Plugin(kind, id), declared, values);
        } catch (SsmException e) {
            throw located(e);
        }
    }
}
