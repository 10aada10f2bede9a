package org.slicedscore.cli.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.catalog.PluginTrust;
import org.slicedscore.engine.setting.Setting;

/** Settings from variables such as {@code SSM_BATCH_SIZE} and {@code SSM_MODEL_HIDDEN}. */
public final class Environment {
    private static final String PREFIX = "SSM_";

    /** What the launcher and the search for plug-ins read; no settings. */
    private static final Set<String> OTHERS = Set.of(
            "SSM_JAVA_OPTS", "SSM_JDK_ROOTS", MemoryLimit.VARIABLE, PluginFolders.VARIABLE, PluginTrust.VARIABLE);

    private Environment() {}

    /**
     * Takes the settings that the environment gives.
     *
     * @param environment variables by name
     * @param into takes them
     * @param elsewhere names of settings that other verbs know: no mistake, but not for this one
     * @throws SsmException of kind USAGE on a variable that no verb knows but whose name is nearly that of one
     */
    public static void read(Map<String, String> environment, SettingValues into, Set<String> elsewhere) {
        // sorted, so that of two mistakes the same one is reported every time
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(PREFIX) || OTHERS.contains(variable) || value.isEmpty()) {
                return;
            }
            String name = settingName(variable, into);
            if (into.knows(name)) {
                into.put(name, value, new Origin.Variable(variable));
            } else if (!elsewhere.contains(name)) {
                meant(variable, into, elsewhere).ifPresent(known -> {
                    throw Problem.usage(new Origin.Variable(variable).subject())
                            .says("no such setting")
                            .remedy("did you mean %s?", known)
                            .exception();
                });
            }
        });
    }

    /**
     * The setting that a variable stands for.
     *
     * @param variable such as {@code SSM_MODEL_HIDDEN}
     * @param settings those there are
     * @return such as {@code model.hidden}; a name of a setting goes before a plug-in's option
     */
    static String settingName(String variable, SettingValues settings) {
        String name =
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        if (settings.knows(name)) {
            return name;
        }
        for (String kind : settings.kinds()) {
            if (name.startsWith(kind + "-")) {
                return kind + "." + name.substring(kind.length() + 1);
            }
        }
        return name;
    }

    /**
     * The variable that stands for a setting.
     *
     * @param name such as {@code batch-size}
     * @return such as {@code SSM_BATCH_SIZE}
     */
    public static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /**
     * The variable that another one is a slip of. Other programs use the prefix too, as AWS Systems Manager does with
     * {@code SSM_COMMAND_ID}, so a name that is not near one of ours is not ours: at most two slips, and one in a short name.
     */
    private static Optional<String> meant(String variable, SettingValues settings, Set<String> elsewhere) {
        String rest = variable.substring(PREFIX.length());
        Stream<String> options = rest.contains("_")
                ? settings.kinds().stream().map(kind -> kind + rest.substring(rest.indexOf('_')))
                : Stream.empty();
        return Stream.of(settings.all().stream().map(Setting::name), elsewhere.stream(), options)
                .flatMap(names -> names)
                .map(Environment::variable)
                .filter(known ->
                        Names.distance(variable, known) <= Math.clamp((known.length() - PREFIX.length()) / 3, 1, 2))
                .min(Comparator.comparingInt((String known) -> Names.distance(variable, known))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
