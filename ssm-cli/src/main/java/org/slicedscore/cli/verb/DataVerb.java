package org.slicedscore.cli.verb;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** What is in a table, and what training would make of it. */
@Command(
        name = "data",
        customSynopsis = "ssm data DATA [options]",
        description =
                "Shows the columns of a table, what stands out in them, and how training would use each. Trains nothing.%n",
        footer = {
            "",
            "Examples:",
            "  ssm data export.csv",
            "  ssm data export.csv --columns -comment --kind zip=categorical --missing drop",
            "  ssm data builtin:redwine --json"
        })
final class DataVerb extends PluginVerb {
    private static final List<Setting<?>> PREPARING =
            List.of(Settings.PREPROCESS, Settings.DEQUANTIZE, Settings.NOISE, Settings.OUTLIERS, Settings.SEED);

    private static final Flags FLAGS = new Flags(
            KnownSettings.ROWS.stream()
                    .filter(setting -> setting != KnownSettings.DATA)
                    .toList(),
            PREPARING,
            KnownSettings.ROW_KINDS);

    /** Options of the command line only. */
    private static final class Own {
        @Option(names = "--json", description = "Write one JSON document to standard output.")
        private boolean json;
    }

    @Parameters(
            paramLabel = "DATA",
            arity = "1",
            description = "The rows, as for --data of 'ssm train': " + DataSource.FORMS + ".")
    private String data;

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    DataVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        return Configurations.located(values, () -> show(context, values));
    }

    private int show(Context context, SettingValues values) {
        TrainingConfig config = Configurations.training(values, context.catalog());
        Table table = Rows.read(context, data, Rows.options(values));
        int[] all = IntStream.range(0, table.rows()).toArray();
        Preparation preparation = Preparation.fit(table, all, config.preparation());
        DataReport report = new DataReport(table, preparation);
        Console console = context.console();
        if (own.json) {
            console.out().println(Json.pretty(report.json()));
        } else {
            report.lines().forEach(console.out()::println);
        }
        return 0;
    }
}
