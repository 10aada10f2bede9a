package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Schema;
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

    /** Reads the rows of a source and says what is to be said about it. */
    static Table read(Context context, String source, ReadOptions options) {
        return read(context, source, options, null);
    }

    private static Table read(Context context, String source, ReadOptions options, Schema schema) {
        Table table;
        try (ProgressLine line = context.console().progress()) {
            DataReader reader = new DataReader(
                    System.in,
                    context.catalog(),
                    (done, rows) -> line.update(done, () -> String.format(Locale.ROOT, "reading, %,d rows", rows)));
            table = reader.read(DataSource.parse(source), options, schema);
        }
        return noted(context, table);
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
        ReadOptions given = options(values);
        ReadOptions options = given.columns() == null && given.label() == null
                ? given.withColumns(origin.options().columns())
                        .withLabel(origin.options().label())
                        .withKinds(origin.options().kinds())
                        .withConditions(origin.options().conditions())
                        .withDivision(origin.options().group(), origin.options().order())
                        .withMissing(origin.options().missing())
                : given;
        Table table = read(context, values.get(KnownSettings.DATA), options);
        origin.check(table);
        return table;
    }

    /**
     * Reads the rows that the settings name, as the run's columns say: they are found by name, other columns are ignored, and
     * the label need not be there.
     *
     * @param context the console
     * @param values with {@code data} given
     * @param origin of the run's rows; a file with the same ending is read with the same options of its format
     * @param schema the run's columns
     */
    static Table otherwise(Context context, SettingValues values, DataOrigin origin, Schema schema) {
        ReadOptions given = options(values);
        DataSource source = DataSource.parse(values.get(KnownSettings.DATA));
        ReadOptions format =
                given.formatted() || !alike(source, origin.source()) ? given : given.formattedAs(origin.options());
        ReadOptions options = (given.label() == null ? format.withLabel("none") : format).withDivision(null, null);
        return read(context, values.get(KnownSettings.DATA), options, schema);
    }

    private static boolean alike(DataSource a, DataSource b) {
        return a instanceof DataSource.File(Path one)
                && b instanceof DataSource.File(Path other)
                && ending(one).equals(ending(other));
    }

    private static String ending(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static ReadOptions options(SettingValues values) {
        String delimiter = emptyToNull(values.get(KnownSettings.DELIMITER));
        return new ReadOptions(
                emptyToNull(values.get(KnownSettings.COLUMNS)),
                emptyToNull(values.get(KnownSettings.LABEL)),
                delimiter == null ? null : ReadOptions.delimiter(delimiter),
                values.get(KnownSettings.HEADER),
                values.get(KnownSettings.MISSING),
                kinds(values),
                emptyToNull(values.get(KnownSettings.CONDITION)),
                emptyToNull(values.get(KnownSettings.GROUP)),
                emptyToNull(values.get(KnownSettings.TIME)),
                emptyToNull(values.get(KnownSettings.ARRAY)),
                formatOptions(values));
    }

    private static Map<String, Kind> kinds(SettingValues values) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        String text = values.get(KnownSettings.KIND);
        for (String item : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = item.lastIndexOf('=');
            Kind kind = equals < 0
                    ? null
                    : Kind.of(item.substring(equals + 1).strip())
                            .filter(found -> found != Kind.TEXT)
                            .orElse(null);
            if (kind == null) {
                throw values.wrong(
                        KnownSettings.KIND.name(),
                        "found '%s', expected NAME=categorical, NAME=number or NAME=time, separated by commas",
                        item.strip());
            }
            kinds.put(item.substring(0, equals).strip(), kind);
        }
        return kinds;
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
