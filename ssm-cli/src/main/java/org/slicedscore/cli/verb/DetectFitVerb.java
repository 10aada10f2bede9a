package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.DetectSettings;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Learns what is normal, and calibrates. */
@Command(
        name = "fit",
        customSynopsis = "ssm detect fit DATA [options]",
        description =
                "Learns from rows what is normal, finds on rows that were held out how strange a row must be, and writes a run "
                        + "directory for 'ssm detect RUN --data NEW'.",
        footer = {
            "",
            "Examples:",
            "  ssm detect fit normal.csv --out runs/d",
            "  ssm detect fit mixed.csv --contaminated 0.05 --out runs/d",
            "  ssm detect fit normal.csv --detectors 'knn?k=3,mahalanobis'"
        })
final class DetectFitVerb extends PluginVerb {
    private static final Flags FLAGS = new Flags(
            List.of(KnownSettings.OUT),
            Stream.<List<? extends Setting<?>>>of(KnownSettings.DETECT_ROWS, DetectSettings.ALL)
                    .<Setting<?>>flatMap(List::stream)
                    .toList(),
            KnownSettings.ROW_KINDS);

    private static final double[] LEVELS = {0.05, 0.01, 0.001};

    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            description = "Rows that are normal, or most of them: the same as --data DATA.")
    private String data;

    /** Options of the command line only. */
    private static final class Own {
        @Option(names = "--force", description = "Replace an earlier detector in --out.")
        private boolean force;

        @Option(names = "--json", description = "Write the result as one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    DetectFitVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        Flags.check(values);
        return Configurations.located(values, () -> fit(context, values));
    }

    private int fit(Context context, SettingValues values) {
        String source = values.get(KnownSettings.DATA);
        if (data != null && !source.isEmpty()) {
            throw Problem.usage(Subject.setting("data", source))
                    .found("'%s' as well", data)
                    .expected("one of them")
                    .exception();
        }
        source = data == null ? source : data;
        if (source.isEmpty()) {
            throw SsmException.usage(
                    "no rows to learn from; give %s, as in ssm detect fit normal.csv", DataSource.FORMS);
        }
        Console console = context.console();
        console.note("seed %d", values.get(Settings.SEED));
        Path out = RunFolder.of(values, source, "detector");
        DetectionRun.check(out, own.force);
        DetectOptions options = new DetectOptions();
        values.given().forEach((name, given) -> {
            if (DetectSettings.ALL.stream().anyMatch(setting -> setting.name().equals(name))) {
                options.set(name, given.text());
            }
        });
        Table table = Rows.read(context, source, Rows.options(values));
        long start = System.nanoTime();
        Detection detection = Detection.fit(table, options, context.catalog());
        double seconds = 1e-9 * (System.nanoTime() - start);
        detection.notes().forEach(note -> console.note("%s", note));
        DataOrigin origin = DataOrigin.of(Rows.options(values), table);
        new DetectionRun(detection, origin).write(out, own.force, options, context.commandLine(), FlagWording.FLAGS);
        if (own.json) {
            console.out().println(Json.pretty(json(out, table, detection, seconds)));
        } else {
            lines(out, table, detection, seconds).forEach(console.out()::println);
        }
        return 0;
    }

    /** The share of normal rows that a level flags: the largest multiple of the smallest p-value up to it. */
    private static double flagged(Detection detection, double level) {
        return Math.floor(level / detection.leastPValue() * (1 + 1e-12)) * detection.leastPValue();
    }

    private static Map<String, Object> json(Path out, Table table, Detection detection, double seconds) {
        Map<String, Object> rates = new LinkedHashMap<>();
        for (double level : LEVELS) {
            rates.put(String.valueOf(level), flagged(detection, level));
        }
        return Json.object(
                "run", out.toString(),
                "detectors", detection.detectors(),
                "rows", table.rows(),
                "calibration_rows", detection.calibrationRows(),
                "calibration_parts", detection.parts(),
                "least_p_value", detection.leastPValue(),
                "false_alarm_rate", rates,
                "seconds", seconds);
    }

    private static List<String> lines(Path out, Table table, Detection detection, double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add("run          " + out);
        lines.add("detectors    " + String.join(", ", detection.detectors()));
        lines.add(format(
                "calibration  %,d of %,d rows, %s",
                detection.calibrationRows(),
                table.rows(),
                detection.parts() == 1 ? "held out" : "held out in turn in " + detection.parts() + " parts"));
        lines.add(format("p-values     at least %.2g", detection.leastPValue()));
        for (double level : LEVELS) {
            double rate = flagged(detection, level);
            lines.add(format(
                    "alpha %-6s flags %.3g %% of normal rows%s",
                    level, 100 * rate, rate == 0 ? ": too few rows for this level" : ""));
        }
        lines.add(format("time         %.1f s", seconds));
        lines.add("use it with  ssm detect " + out + " --data NEW");
        return lines;
    }

    private static String format(String pattern, Object... args) {
        return String.format(Locale.ROOT, pattern, args);
    }
}
