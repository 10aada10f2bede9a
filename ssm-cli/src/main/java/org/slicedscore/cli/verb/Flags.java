package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.cli.config.ConfigFile;
import org.slicedscore.cli.config.Environment;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.Origin;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Settings as flags of a verb, and their values from all places where they may be given. */
final class Flags {
    private final List<Setting<?>> settings;
    private final List<Setting<?>> onlyFlags;
    private final List<String> kinds;

    /**
     * The flags of a verb.
     *
     * @param onlyFlags settings that are taken from the command line alone
     * @param settings settings that files and the environment may give, too
     * @param kinds the kinds of plug-in whose options it takes
     */
    Flags(List<Setting<?>> onlyFlags, List<Setting<?>> settings, List<String> kinds) {
        this.onlyFlags = List.copyOf(onlyFlags);
        this.settings = List.copyOf(settings);
        this.kinds = List.copyOf(kinds);
    }

    /** The kinds of plug-in whose options it takes. */
    List<String> kinds() {
        return kinds;
    }

    private List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(onlyFlags);
        all.addAll(settings);
        return all;
    }

    /** Adds a flag for each setting, under the settings' headings. */
    void addTo(CommandSpec spec) {
        Map<SettingGroup, List<Setting<?>>> groups = new LinkedHashMap<>();
        all().forEach(s ->
                groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
        int order = 0;
        for (Map.Entry<SettingGroup, List<Setting<?>>> e : groups.entrySet()) {
            ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                    .exclusive(false)
                    .validate(false)
                    .order(order++)
                    .heading("%n" + e.getKey().heading() + ":%n");
            e.getValue().forEach(s -> group.addArg(flag(s)));
            spec.addArgGroup(group.build());
        }
    }

    private static OptionSpec flag(Setting<?> s) {
        String doc = s.option().doc() + (s.shownDefault().isEmpty() ? "." : " (" + s.shownDefault() + ").");
        OptionSpec.Builder flag = OptionSpec.builder("--" + s.name())
                .type(String.class)
                .paramLabel(s.label())
                .description(doc.replace("%", "%%"));
        if (!s.option().words().isEmpty()) {
            flag.completionCandidates(s.option().words());
        }
        return s.bare() == null
                ? flag.arity("1").build()
                : flag.arity("0..1").fallbackValue(s.bare()).build();
    }

    /** Collects the values: a file's, if there is one, then the environment's, then the command line's. */
    SettingValues read(Context context, ParseResult parsed, Path file) {
        SettingValues around = new SettingValues(settings, kinds);
        if (file != null) {
            ConfigFile.read(file, around, KnownSettings.NAMES);
        }
        Environment.read(context.environment(), around, KnownSettings.NAMES);
        SettingValues values = new SettingValues(all(), kinds);
        around.given().forEach((name, given) -> values.put(name, given.text(), given.origin()));
        for (Setting<?> s : all()) {
            if (parsed.hasMatchedOption("--" + s.name())) {
                String value = parsed.matchedOption("--" + s.name()).getValue();
                values.put(s.name(), value, new Origin.Flag("--" + s.name()));
            }
        }
        context.pluginFlags().forEach((name, text) -> values.put(name, text, new Origin.Flag("--" + name)));
        return values;
    }

    /** Reads every value once, so that a wrong one is reported with its place before anything is done. */
    static void check(SettingValues values) {
        values.all().forEach(values::get);
    }
}
