package org.slicedscore.cli.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/** Makes training configurations of settings. Whatever is wrong is reported with the place where it was written. */
final class Configurations {
    private Configurations() {}

    /**
     * Checks settings and makes a configuration of them.
     *
     * @param values the settings
     * @param catalog where plug-ins are
     * @return the configuration; settings that training does not know are left out
     */
    static TrainingConfig training(SettingValues values, Catalog catalog) {
        Flags.check(values);
        for (String kind : KnownSettings.KINDS) {
            checkPlugin(kind, values, catalog);
        }
        Map<String, String> known = known(values);
        return located(values, () -> TrainingConfig.parse(known, catalog));
    }

    /** What was given of training's own settings and of plug-ins' options. */
    static Map<String, String> known(SettingValues values) {
        List<String> names = Settings.ALL.stream().map(Option::name).toList();
        Map<String, String> known = new LinkedHashMap<>();
        values.given().forEach((name, given) -> {
            boolean ofRows = name.startsWith(PluginKind.DATA.word() + ".");
            if (names.contains(name) || name.contains(".") && !ofRows) {
                known.put(name, given.text());
            }
        });
        return known;
    }

    private static void checkPlugin(String kind, SettingValues values, Catalog catalog) {
        PluginKind what = List.of(PluginKind.values()).stream()
                .filter(k -> k.word().equals(kind))
                .findFirst()
                .orElseThrow();
        String id = values.all().stream()
                .filter(s -> s.name().equals(kind))
                .map(s -> (String) values.get(s.option()))
                .findFirst()
                .orElseThrow();
        PluginEntry entry;
        try {
            entry = catalog.entry(what, id);
        } catch (SsmException e) {
            throw values.wrong(kind, "%s", e.problem());
        }
        values.plugin(kind, id, entry.plugin().options());
    }

    /** Runs something and names the place where a setting that it complains of was written. */
    static <T> T located(SettingValues values, Supplier<T> work) {
        try {
            return work.get();
        } catch (SsmException e) {
            throw values.located(e);
        }
    }
}
