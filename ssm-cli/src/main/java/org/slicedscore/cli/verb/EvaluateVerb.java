package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.engine.compare.TwoSampleTest;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.setting.Setting;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Losses of a run on rows that it did not learn from, beside those of yardsticks. */
@Command(
        name = "evaluate",
        customSynopsis = "ssm evaluate RUN [options]",
        description =
                "Computes losses on rows that the run was not trained on, with standard errors: the exact score-matching "
                        + "loss, and those of simple densities fitted to the same training rows, as yardsticks. All are in the coordinates after "
                        + "preprocessing. Without --data, the run's test rows are used, or its validation rows if it has no "
                        + "test rows.%n",
        footer = {
            "",
            "Examples:",
            "  ssm evaluate runs/wine",
            "  ssm evaluate runs/wine --data new.csv --json",
            "  ssm evaluate runs/wine --log-likelihood --samples 1000"
        })
final class EvaluateVerb extends PluginVerb {
    /** Options of the command line only. */
    private static final class Own {
        @Option(names = "--json", description = "Write one JSON document to standard output.")
        private boolean json;

        @Option(
                names = "--log-likelihood",
                arity = "0..1",
                fallbackValue = "auto",
                paramLabel = "WORD",
                description =
                        "Also compute the mean log-likelihood: exact for a normalised model, by the probability flow for a model "
                                + "of all noise levels, otherwise with log Z by annealed importance sampling, forward and "
                                + "reverse. --log-likelihood=ais uses that for any model. Without it, the first two are "
                                + "computed for as many rows as take seconds.")
        private String likelihood;

        @Option(
                names = "--samples",
                paramLabel = "N",
                description =
                        "Also draw N rows from the model, 30 to 2000, and test whether they can be told from the evaluated "
                                + "rows: energy distance, maximum mean discrepancy and a classifier, each with a p-value by "
                                + "permutation. For models that can be drawn from independently.")
        private Integer samples;
    }

    private static final Flags FLAGS =
            new Flags(flags(), KnownSettings.MACHINE, List.of("sampler", PluginKind.DATA.word()));

    private static List<Setting<?>> flags() {
        List<Setting<?>> all = new ArrayList<>(KnownSettings.ROWS);
        all.addAll(SampleSettings.AIS);
        return all;
    }

    @Parameters(paramLabel = "RUN", arity = "1", description = "A run directory written by 'ssm train'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    EvaluateVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        Integer samples = own.samples;
        if (samples != null && (samples < TwoSampleTest.FEWEST_ROWS || samples > TwoSampleTest.MOST_ROWS)) {
            throw Problem.usage(Subject.setting("samples"))
                    .found("%d", samples)
                    .expected("from %d to %d", TwoSampleTest.FEWEST_ROWS, TwoSampleTest.MOST_ROWS)
                    .exception();
        }
        try (StoredModel model = StoredModel.open(context, values, run)) {
            Evaluation.Extras extras = new Evaluation.Extras(
                    Likelihood.of(context, values, model, own.likelihood), samples == null ? 0 : samples);
            EvaluationReport report = model.hasRows()
                    ? Evaluation.rows(model.rows(), model.run(), model.device(), extras)
                    : Evaluation.heldOut(model.run(), model.device(), extras);
            Console console = context.console();
            report.notes().forEach(note -> console.note("%s", note));
            if (own.json) {
                Map<String, Object> json = EvaluationPrinter.json(report);
                json.put("run", run.toString());
                json.put("model", model.run().config().model().id());
                json.put("backend", model.device().choice().id());
                json.put("device", model.device().choice().device().name());
                console.out().println(Json.pretty(json));
            } else {
                EvaluationPrinter.lines(report).forEach(console.out()::println);
            }
        }
        return 0;
    }
}
