package org.slicedscore.cli.verb;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.OutputColumn;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowOutput;
import org.slicedscore.cli.output.RowWriter;
import org.slicedscore.cli.output.WriteBehind;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.Scoring;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Rows in, log-densities and scores out. */
@Command(
        name = "score",
        customSynopsis = "ssm score RUN --data DATA [options]",
        description =
                "Prints for each row: its number in the data (from 0), log_density (if the model has one; up to a "
                        + "constant unless the model is normalised) and score_norm, the length of the score, both in the data's own "
                        + "coordinates.%n",
        footer = {
            "",
            "Examples:",
            "  ssm score runs/wine --data builtin:redwine | head",
            "  ssm score runs/wine --data new.csv --vector --out scores.npz",
            "  ssm score runs/wine --data many.parquet --no-log-density --out norms.npy"
        })
final class ScoreVerb extends PluginVerb {
    /** Rows that are worked on at a time. */
    private static final int BLOCK = 4096;

    /** Seconds after which a user may want to know a shorter way. */
    private static final double LONG = 180;

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--vector",
                description = "Also print the score itself, one column score_NAME for each column of the data.")
        private boolean vector;

        @Option(
                names = "--no-log-density",
                description =
                        "Leave out log_density, which takes milliseconds a row with models that know all noise levels.")
        private boolean withoutLogDensity;

        @Option(names = "--json", description = "The same as --format jsonl.")
        private boolean json;
    }

    @Parameters(paramLabel = "RUN", arity = "1", description = "A run directory written by 'ssm train'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 890, heading = "%nOutput:%n")
    private OutputFlags output = new OutputFlags();

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    /** How many rows left the range of float, and the number of the first. */
    private int beyond;

    private int firstBeyond;

    ScoreVerb() {
        super(StoredModel.FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        RowOutput to = output();
        try (StoredModel model = StoredModel.open(context, values, run)) {
            to.protect(model.inputs());
            if (!model.hasRows()) {
                throw Problem.usage(Subject.setting("data"))
                        .says("no rows to score")
                        .remedy("give %s", DataSource.FORMS)
                        .exception();
            }
            Table table = model.rows();
            try (Scoring scoring = new Scoring(model.device())) {
                Console console = context.console();
                to.write(console.out(), out -> write(console, scoring, table, to.format(), out));
                if (!to.standard()) {
                    console.note("wrote %,d rows to %s", table.rows(), to.file());
                }
            }
            if (beyond > 0) {
                context.console()
                        .warn(
                                "%,d of %,d rows leave the range of 32-bit floating-point numbers, the first is row %d; "
                                        + "they get log_density -Infinity or score_norm Infinity",
                                beyond, table.rows(), firstBeyond);
            }
        }
        return 0;
    }

    private RowOutput output() {
        RowFormat format = output.format();
        if (own.json && format != null && format != RowFormat.JSONL) {
            throw Problem.usage(Subject.setting("json"))
                    .says("contradicts --format %s", format.word())
                    .remedy("give one of them")
                    .exception();
        }
        return output.open(own.json ? RowFormat.JSONL : format);
    }

    private void write(Console console, Scoring scoring, Table table, RowFormat format, OutputStream out) {
        List<OutputColumn> columns = new ArrayList<>(List.of(OutputColumn.count("row")));
        boolean densities = scoring.hasLogDensity() && !own.withoutLogDensity;
        if (densities) {
            columns.add(OutputColumn.number("log_density"));
        }
        columns.add(OutputColumn.number("score_norm"));
        if (own.vector) {
            scoring.components().forEach(name -> columns.add(OutputColumn.number("score_" + name)));
        }
        RowWriter writer = format.writer(out, columns, table.rows());
        double[] row = new double[columns.size()];
        long start = System.nanoTime();
        try (ProgressLine line = console.progress();
                WriteBehind behind = new WriteBehind()) {
            for (int from = 0; from < table.rows(); from += BLOCK) {
                int to = Math.min(from + BLOCK, table.rows());
                double before = from / (double) table.rows();
                double share = (to - from) / (double) table.rows();
                double[] cells = table.values(from, to);
                Scoring.Values values = own.withoutLogDensity
                        ? scoring.withoutLogDensity(cells)
                        : scoring.score(cells, (done, phase) -> {
                            line.update(before + share * done, () -> "log-densities: " + phase);
                            return true;
                        });
                int first = from;
                behind.write(() -> write(scoring, table, values, first, to, row, writer));
                if (from == 0 && densities && scoring.slow()) {
                    noteLong(console, (System.nanoTime() - start) * 1e-9 * (table.rows() - to) / to);
                }
            }
            behind.finish();
        }
        writer.finish();
    }

    private static void noteLong(Console console, double seconds) {
        if (seconds > LONG) {
            console.note(
                    "log-densities of the other rows take about %.0f minutes; --no-log-density leaves them out",
                    seconds / 60);
        }
    }

    private void write(
            Scoring scoring, Table table, Scoring.Values values, int from, int to, double[] row, RowWriter writer) {
        int dim = scoring.components().size();
        if (beyond == 0 && values.beyond().length > 0) {
            firstBeyond = table.origin()[from + values.beyond()[0]];
        }
        beyond += values.beyond().length;
        for (int i = from; i < to; i++) {
            int c = 0;
            row[c++] = table.origin()[i];
            if (values.logDensity() != null) {
                row[c++] = values.logDensity()[i - from];
            }
            row[c++] = values.norms()[i - from];
            if (own.vector) {
                System.arraycopy(values.scores(), (i - from) * dim, row, c, dim);
            }
            writer.row(row);
        }
    }
}
