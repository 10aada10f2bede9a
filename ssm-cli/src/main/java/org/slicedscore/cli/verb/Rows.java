package org.slicedscore.cli.verb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.run.DataOrigin;

/** Reads the rows that the settings name. */
final class Rows {
    private Rows() {}

    /**
     * Reads them and says what is to be said about it.
     *
     * @param context the console
     * @param values with {@code data} given
     */
    static Table read(Context context, SettingValues values) {
        return read(context, values.get(KnownSettings.DATA), options(values));
    }

    private static Table read(Context context, String source, ReadOptions options) {
        return noted(context, DataReader.read(source, options, context.catalog()));
    }

    private static Table noted(Context context, Table table) {
        table.notes().forEach(note -> context.console().note("%s", note));
        return table;
    }

    /**
     * Reads the rows of a run again: where they were, or where the settings say they are now.
     *
     * @param context the console
     * @param values with {@code data} given or not
     * @param origin of the run's rows
     * @return the same rows as then
     */
    static Table again(Context context, SettingValues values, DataOrigin origin) {
        if (values.given(KnownSettings.DATA.name()).isEmpty()) {
            return noted(context, origin.read(context.catalog()));
        }
        Table table = otherwise(context, values, origin);
        origin.check(table);
        return table;
    }

    /**
     * Reads the rows that the settings name, with the columns and the label of a run unless others are given.
     *
     * @param context the console
     * @param values with {@code data} given
     * @param origin of the run's rows
     */
    static Table otherwise(Context context, SettingValues values, DataOrigin origin) {
        ReadOptions given = options(values);
        ReadOptions options = given.columns() == null && given.label() == null
                ? given.withColumns(origin.options().columns())
                        .withLabel(origin.options().label())
                : given;
        return read(context, values.get(KnownSettings.DATA), options);
    }

    static ReadOptions options(SettingValues values) {
        String delimiter = emptyToNull(values.get(KnownSettings.DELIMITER));
        return new ReadOptions(
                emptyToNull(values.get(KnownSettings.COLUMNS)),
                emptyToNull(values.get(KnownSettings.LABEL)),
                delimiter == null ? null : ReadOptions.delimiter(delimiter),
                values.get(KnownSettings.HEADER),
                values.get(KnownSettings.MISSING),
                emptyToNull(values.get(KnownSettings.ARRAY)),
                formatOptions(values));
    }

    /** What is given as {@code --data.NAME}: options of the file's format. One of them has a setting of its own. */
    private static Map<String, String> formatOptions(SettingValues values) {
        String prefix = PluginKind.DATA.word() + ".";
        Map<String, String> options = new LinkedHashMap<>();
        values.given().forEach((name, given) -> {
            if (name.startsWith(prefix)) {
                options.put(name.substring(prefix.length()), given.text());
            }
        });
        values.given(KnownSettings.MISSING_WORDS.name())
                .ifPresent(given -> options.put(KnownSettings.MISSING_WORDS.name(), given.text()));
        return options;
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
