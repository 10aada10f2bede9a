package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.Map;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.core.evaluate.Evaluation;
import org.slicedscore.core.evaluate.EvaluationReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Held-out losses of a run, beside those of a Gaussian. */
@Command(
        name = "evaluate",
        customSynopsis = "ssm evaluate RUN [options]",
        description = "Losses of a run on rows it has not learned from, with standard errors: the exact score-matching "
                + "loss beside that of a Gaussian fitted to the training rows. All in the coordinates after preprocessing. "
                + "Without --data the run's own held-out rows are used.%n",
        footer = {"", "Examples:", "  ssm evaluate runs/wine", "  ssm evaluate runs/wine --data new.csv --json"})
final class EvaluateVerb extends Verb {
    /** What is said on the command line alone. */
    private static final class Own {
        @Option(names = "--json", description = "One JSON document on standard output.")
        private boolean json;
    }

    @Parameters(paramLabel = "RUN", arity = "1", description = "A run directory, as 'ssm train' writes it.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nThis call:%n")
    private Own own = new Own();

    @Override
    public void extend(CommandSpec spec) {
        StoredModel.FLAGS.addTo(spec);
    }

    @Override
    public boolean takesPluginFlags() {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = StoredModel.FLAGS.read(context, parsed, null);
        try (StoredModel model = StoredModel.open(context, values, run)) {
            EvaluationReport report = model.hasRows()
                    ? Evaluation.rows(model.rows(), model.run(), model.device())
                    : Evaluation.heldOut(model.run(), model.device());
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
