package org.slicedscore.cli.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/** Makes training configurations of settings. Whatever is wrong is reported with the place where it was written. */
final class Configurations {
    private Configurations() {}

    /** Checks settings and makes a configuration of them, leaving out those that training does not know. */
    static TrainingConfig training(SettingValues values, Catalog catalog) {
        Flags.check(values);
        return located(
                values,
                () -> TrainingConfig.parse(
                        known(values),
                        catalog,
                        (entry, given) -> values.plugin(
                                entry.kind().word(), entry.id(), entry.plugin().options())));
    }

    /** What was given of training's own settings and of plug-ins' options. */
    static Map<String, String> known(SettingValues values) {
        List<String> names = Settings.ALL.stream().map(Setting::name).toList();
        Map<String, String> known = new LinkedHashMap<>();
        values.given().forEach((name, given) -> {
            boolean ofRows = name.startsWith(PluginKind.DATA.word() + ".");
            if (names.contains(name) || name.contains(".") && !ofRows) {
                known.put(name, given.text());
            }
        });
        return known;
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
