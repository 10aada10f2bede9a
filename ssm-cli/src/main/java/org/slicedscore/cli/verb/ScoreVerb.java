package org.slicedscore.cli.verb;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowWriter;
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
            "  ssm score runs/wine --data new.csv --vector --output scores.npy"
        })
final class ScoreVerb extends PluginVerb {
    /** Rows that are worked on at a time. */
    private static final int BLOCK = 4096;

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--vector",
                description = "Also print the score itself, one column score_NAME for each column of the data.")
        private boolean vector;

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "Write to FILE, completely or not at all, instead of standard output.")
        private Path output;

        @Option(
                names = "--format",
                paramLabel = "WORD",
                description = "csv, tsv, npy or jsonl; by default as the name of --output says, else csv.")
        private String format;

        @Option(names = "--json", description = "The same as --format jsonl.")
        private boolean json;
    }

    @Parameters(paramLabel = "RUN", arity = "1", description = "A run directory written by 'ssm train'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    ScoreVerb() {
        super(StoredModel.FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        RowFormat format = format();
        try (StoredModel model = StoredModel.open(context, values, run)) {
            if (!model.hasRows()) {
                throw SsmException.usage(
                        "no rows to score; give --data a path, -, builtin:NAME, synthetic:ID or generator:ID");
            }
            Table table = model.rows();
            model.device().model().preprocessing().checkColumns(table);
            try (Scoring scoring = new Scoring(model.device())) {
                if (own.output == null) {
                    write(scoring, table, format, context.console().out());
                } else {
                    RowFiles.write(own.output, out -> write(scoring, table, format, out));
                    context.console().note("wrote %,d rows to %s", table.rows(), own.output);
                }
            }
        }
        return 0;
    }

    private RowFormat format() {
        if (own.json && own.format != null && !own.format.equals(RowFormat.JSONL.word())) {
            throw SsmException.usage("--json and --format %s contradict each other; give one of them", own.format);
        }
        if (own.json) {
            return RowFormat.JSONL;
        }
        if (own.format != null) {
            return RowFormat.of(own.format);
        }
        return own.output == null ? RowFormat.CSV : RowFormat.ofFile(own.output.toString());
    }

    private void write(Scoring scoring, Table table, RowFormat format, OutputStream out) {
        List<String> columns = new ArrayList<>(List.of("row"));
        if (scoring.hasLogDensity()) {
            columns.add("log_density");
        }
        columns.add("score_norm");
        if (own.vector) {
            table.columns().forEach(name -> columns.add("score_" + name));
        }
        RowWriter writer = format.writer(out, columns, true, table.rows());
        double[] row = new double[columns.size()];
        int dim = table.dim();
        for (int from = 0; from < table.rows(); from += BLOCK) {
            int to = Math.min(from + BLOCK, table.rows());
            Scoring.Values values = scoring.score(Arrays.copyOfRange(table.values(), from * dim, to * dim));
            for (int i = from; i < to; i++) {
                int c = 0;
                row[c++] = table.origin()[i];
                if (scoring.hasLogDensity()) {
                    row[c++] = values.logDensity()[i - from];
                }
                row[c++] = values.norms()[i - from];
                if (own.vector) {
                    System.arraycopy(values.scores(), (i - from) * dim, row, c, dim);
                }
                writer.row(row);
            }
        }
        writer.finish();
    }
}
