package org.slicedscore.cli.verb;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.OutputColumn;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowOutput;
import org.slicedscore.cli.output.RowWriter;
import org.slicedscore.data.prep.Given;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.sample.ChainDiagnostics;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.SampleSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Rows drawn from a model. */
@Command(
        name = "sample",
        customSynopsis = "ssm sample RUN [options]",
        description =
                "Draws rows from the model of a run, in the coordinates and with the column names of its data. They are "
                        + "independent if the model can be sampled directly or knows all noise levels; otherwise many "
                        + "Markov chains run side by side, and standard error reports whether they have converged.%n",
        footer = {
            "",
            "Options of the sampler: --sampler.NAME, such as --sampler.leapfrog-steps 16. 'ssm plugins describe ID' lists them.",
            "",
            "Examples:",
            "  ssm sample runs/wine | head",
            "  ssm sample runs/wine --n 10000 --sampler hmc --burn-in 1000 --thin 5 --out drawn.npy"
        })
final class SampleVerb extends PluginVerb {
    private static final Flags FLAGS = new Flags(SampleSettings.SAMPLE, KnownSettings.MACHINE, List.of("sampler"));

    /** With fewer steps accepted than this share, the step size is at fault and not the number of steps. */
    private static final double FEW_ACCEPTED = 0.1;

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--given",
                paramLabel = "NAME=VALUE",
                split = ",",
                description = "Values of the run's conditions, as in colour=red,price=3: draws from p(x | c).")
        private Map<String, String> given = new LinkedHashMap<>();

        @Option(
                names = "--json",
                description =
                        "Write one JSON document with the diagnostics of the chains to standard output, and the rows "
                                + "in it unless they go to --out.")
        private boolean json;
    }

    /** Ends the writing of a file that shall not appear. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super(null, null, false, false);
        }
    }

    @Parameters(paramLabel = "RUN", arity = "1", description = "A run directory written by 'ssm train'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 890, heading = "%nOutput:%n")
    private OutputFlags output = new OutputFlags();

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    SampleVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        RowOutput to = output();
        try (StoredModel model = StoredModel.open(context, values, run)) {
            to.protect(model.inputs());
            AtomicBoolean stop = new AtomicBoolean();
            context.onSignal(() -> stop.set(true));
            Given given = Given.of(model.device().model().preprocessing(), own.given);
            write(context, values, model, given, to, RowDrawing.of(context, values, model, given.numbers(), stop));
        }
        return 0;
    }

    private RowOutput output() {
        RowFormat format = output.format();
        RowOutput to = output.open(format);
        if (own.json && format != null && to.standard()) {
            throw Problem.usage(Subject.setting("json"))
                    .says("contradicts --format on standard output")
                    .remedy("add --out FILE")
                    .exception();
        }
        return to;
    }

    private void write(
            Context context, SettingValues values, StoredModel model, Given given, RowOutput to, RowDrawing draw) {
        Console console = context.console();
        Preprocessing preprocessing = model.device().model().preprocessing();
        List<OutputColumn> columns =
                preprocessing.schema().inputs().stream().map(OutputColumn::cell).toList();
        int rows = values.get(SampleSettings.ROWS);
        List<List<Object>> inside = new ArrayList<>();
        SampleReport[] report = new SampleReport[1];
        if (!to.standard()) {
            try {
                to.write(console.out(), out -> {
                    report[0] = write(draw, preprocessing, given, columns, rows, to.format(), out);
                    if (!report[0].complete()) {
                        throw new Interrupted();
                    }
                });
                console.note("wrote %,d rows to %s", rows, to.file());
            } catch (Interrupted e) {
                console.error(String.format(
                        Locale.ROOT,
                        "interrupted after %,d of %,d rows; %s was not written",
                        report[0].rows(),
                        rows,
                        to.file()));
            }
        } else if (own.json) {
            report[0] = draw.into((block, n) -> {
                double[] cells = cells(block, n, preprocessing, given);
                for (int i = 0; i < n; i++) {
                    inside.add(row(cells, i, columns));
                }
            });
        } else {
            to.write(
                    console.out(),
                    out -> report[0] = write(draw, preprocessing, given, columns, rows, to.format(), out));
        }
        SampleReport r = report[0];
        if (to.standard() && !r.complete()) {
            console.error(String.format(Locale.ROOT, "interrupted after %,d of %,d rows", r.rows(), rows));
        }
        tell(console, r, draw, preprocessing.coordinates(), values);
        if (own.json) {
            Map<String, Object> document = json(values, model, r, draw.sampler());
            if (to.standard()) {
                document.put("rows", inside);
            } else {
                document.put("out", to.file().toString());
            }
            console.out().println(Json.pretty(document));
        }
    }

    private static SampleReport write(
            RowDrawing draw,
            Preprocessing preprocessing,
            Given given,
            List<OutputColumn> columns,
            int rows,
            RowFormat format,
            OutputStream out) {
        RowWriter writer = format.writer(out, columns, rows);
        double[] row = new double[columns.size()];
        SampleReport report = draw.into((block, n) -> {
            double[] cells = cells(block, n, preprocessing, given);
            for (int i = 0; i < n; i++) {
                System.arraycopy(cells, i * row.length, row, 0, row.length);
                writer.row(row);
            }
        });
        if (report.complete() || !format.counted()) {
            writer.finish();
        }
        return report;
    }

    /** The columns of the rows, with the conditions that they were drawn under. */
    private static double[] cells(double[] rows, int count, Preprocessing preprocessing, Given given) {
        double[] cells = preprocessing.toColumns(block(rows, count, preprocessing.dim()));
        int inputs = preprocessing.inputs();
        for (int i = 0; i < cells.length; i++) {
            double condition = given.cells()[i % inputs];
            cells[i] = Double.isNaN(condition) ? cells[i] : condition;
        }
        return cells;
    }

    /** The rows that count: a block of chains can be larger than what is left to draw. */
    private static double[] block(double[] rows, int count, int dim) {
        return rows.length == count * dim ? rows : Arrays.copyOf(rows, count * dim);
    }

    private static List<Object> row(double[] cells, int i, List<OutputColumn> columns) {
        List<Object> row = new ArrayList<>(columns.size());
        for (int j = 0; j < columns.size(); j++) {
            row.add(columns.get(j).json(cells[i * columns.size() + j]));
        }
        return row;
    }

    private static void tell(
            Console console, SampleReport r, RowDrawing draw, List<String> columns, SettingValues values) {
        if (r.exact()) {
            console.note("%,d independent draws, %s", r.rows(), draw.how());
            return;
        }
        if (!r.complete()) {
            return;
        }
        console.note(
                "%s: %,d chains of %,d transitions, step size %.3g, acceptance %.3f",
                draw.sampler(), values.get(SampleSettings.CHAINS), r.transitions(), r.stepSize(), r.acceptance());
        boolean converged = r.rHat() <= ChainDiagnostics.CONVERGED;
        if (!converged && r.acceptance() < FEW_ACCEPTED) {
            console.warn(
                    "acceptance is %.3f: the chains have hardly moved, and the rows are not to be trusted; %s",
                    r.acceptance(),
                    values.get(SampleSettings.STEP_SIZE).isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "give a --step-size far below %.3g, or leave it out to have it adapted",
                                    r.stepSize())
                            : "give more --burn-in, in which the step size is adapted, or a smaller --step-size");
            return;
        }
        if (Double.isNaN(r.rHat())) {
            console.warn(
                    "too few transitions after the burn-in to tell whether the chains have converged; give more --n or "
                            + "--thin");
            return;
        }
        console.note(
                "R-hat at most %.4f (column '%s'), effective sample size at least %,.0f over all transitions after the burn-in",
                r.rHat(), columns.get(r.worstColumn()), r.effectiveSize());
        if (!converged) {
            console.warn(
                    "R-hat is above %s: the chains have not converged, and the rows are not to be trusted; give more "
                            + "--burn-in and --thin, or see whether the model has modes that no chain leaves",
                    ChainDiagnostics.CONVERGED);
        }
    }

    private Map<String, Object> json(SettingValues values, StoredModel model, SampleReport r, String sampler) {
        Preprocessing preprocessing = model.device().model().preprocessing();
        Map<String, Object> json = Json.object(
                "run", run.toString(),
                "model", model.run().config().model().id(),
                "sampler", sampler,
                "n", r.rows(),
                "complete", r.complete(),
                "seed", values.get(SampleSettings.SEED),
                "backend", model.device().choice().id(),
                "device", model.device().choice().device().name());
        if (!r.exact()) {
            json.put("chains", values.get(SampleSettings.CHAINS));
            json.put("transitions", r.transitions());
            json.put("step_size", r.stepSize());
            json.put("acceptance", r.acceptance());
            json.put("r_hat", r.rHat());
            json.put(
                    "r_hat_column",
                    r.worstColumn() < 0 ? null : preprocessing.coordinates().get(r.worstColumn()));
            json.put("effective_sample_size", r.effectiveSize());
            json.put("converged", r.rHat() <= ChainDiagnostics.CONVERGED);
        }
        json.put("columns", preprocessing.columns());
        return json;
    }
}
