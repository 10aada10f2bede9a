package org.slicedscore.cli.verb;

import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.core.data.DataReader;
import org.slicedscore.core.data.ReadOptions;
import org.slicedscore.core.data.Table;

/** Reads the rows that the settings name. */
final class Rows {
    private Rows() {}

    /**
     * Reads them and says what is to be said about it.
     *
     * @param context the console
     * @param values with {@code data} given
     * @return the rows
     */
    static Table read(Context context, SettingValues values) {
        Table table = DataReader.read(values.get(KnownSettings.DATA), options(values));
        table.notes().forEach(note -> context.console().note("%s", note));
        return table;
    }

    static ReadOptions options(SettingValues values) {
        String delimiter = emptyToNull(values.get(KnownSettings.DELIMITER));
        return new ReadOptions(
                emptyToNull(values.get(KnownSettings.COLUMNS)),
                emptyToNull(values.get(KnownSettings.LABEL)),
                delimiter == null ? null : ReadOptions.delimiter(delimiter),
                values.get(KnownSettings.HEADER),
                values.get(KnownSettings.MISSING),
                emptyToNull(values.get(KnownSettings.ARRAY)));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
