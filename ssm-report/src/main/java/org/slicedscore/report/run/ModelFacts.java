package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.schema.Column;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.run.RunHistory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.report.statistics.Statistics;

/**
 * What is known of a model run before its model is used.
 *
 * @param request what is asked for
 * @param run the run
 * @param json its {@code config.json}
 * @param model its model
 * @param history how training went
 * @param data its rows, divided and prepared as for training; empty if they cannot be read
 * @param unread why they cannot be read; empty if they can
 */
public record ModelFacts(
        ReportRequest request,
        StoredRun run,
        JsonNode json,
        TrainedModel model,
        RunHistory history,
        Optional<TrainingData> data,
        String unread) {
    /** Pixels of the smallest rows that count as images. */
    private static final int LEAST_PIXELS = 64;

    /**
     * Opens a run.
     *
     * @param request names it
     * @throws SsmException of kind DATA if the run is missing or damaged, USAGE if its plug-ins are not installed. Rows that cannot
     *     be read are no failure
     */
    public static ModelFacts open(ReportRequest request) {
        StoredRun run = StoredRun.open(request.run(), request.catalog());
        TrainedModel model = run.model();
        RunHistory history = RunHistory.of(run.path());
        JsonNode json = parsed(run);
        request.progress().accept("reading rows");
        try {
            // reading checks that they are the run's
            Table table = request.rows().orElseGet(run::rows);
            return new ModelFacts(
                    request, run, json, model, history, Optional.of(TrainingData.again(table, model)), "");
        } catch (SsmException e) {
            if (e.kind() != SsmException.Kind.DATA || request.rows().isPresent()) {
                throw e;
            }
            String why = e.problem().text(request.wording());
            return new ModelFacts(request, run, json, model, history, Optional.empty(), why);
        }
    }

    /** A run's {@code config.json}. */
    static JsonNode parsed(StoredRun run) {
        try {
            return new ObjectMapper().readTree(run.document());
        } catch (IOException e) {
            throw IoErrors.reading(run.path().toString(), e);
        }
    }

    /** The columns that the model learned from, conditions included. */
    public List<Column> inputs() {
        return model.preprocessing().schema().inputs();
    }

    /** The rows that were held out, as indices into the table: those to report on, or those to stop by, or those learned from. */
    public int[] heldOut() {
        Split split = data.orElseThrow().split();
        return split.test().length > 0
                ? split.test()
                : split.validation().length > 0 ? split.validation() : split.train();
    }

    /** What {@link #heldOut} is in words. */
    public String heldOutName() {
        Split split = data.orElseThrow().split();
        return split.test().length > 0
                ? "held-out rows"
                : split.validation().length > 0 ? "validation rows" : "training rows";
    }

    /** At most so many of the rows, evenly chosen, column by column. */
    public double[][] columns(int[] rows, int most) {
        Table table = data.orElseThrow().table();
        int[] some = Arrays.stream(Statistics.evenly(rows.length, most))
                .map(i -> rows[i])
                .toArray();
        return IntStream.range(0, table.dim())
                .mapToObj(j -> table.column(j, some))
                .toArray(double[][]::new);
    }

    /** At most so many of the held-out rows, evenly chosen, in the model's coordinates; null if none were held out. */
    Dataset heldOutRows(int most) {
        Split split = data.orElseThrow().split();
        int[] rows = split.test().length > 0 ? split.test() : split.validation();
        return rows.length == 0 ? null : prepared(rows, most);
    }

    /** At most so many of some rows, evenly chosen, in the model's coordinates. */
    Dataset prepared(int[] rows, int most) {
        int[] some = Arrays.stream(Statistics.evenly(rows.length, most))
                .map(i -> rows[i])
                .toArray();
        return model.preprocessing().spread(data.orElseThrow().table(), some);
    }

    /** The number of the model's parameters. */
    public long parameters() {
        return model.weights().values().stream().mapToLong(t -> t.size()).sum();
    }

    /**
     * The layout of rows that are images: as the run stores it, or for columns without names of their own, as files of arrays have
     * them, a square if their number is one; empty for other rows.
     */
    public Optional<ImageGrid> image() {
        return model.preprocessing().image().or(this::square);
    }

    private Optional<ImageGrid> square() {
        List<Column> inputs = inputs();
        int side = (int) Math.rint(Math.sqrt(inputs.size()));
        boolean nameless = IntStream.range(0, inputs.size())
                .allMatch(j -> inputs.get(j).name().equals("x" + j)
                        || inputs.get(j).name().equals("x" + (j + 1)));
        return inputs.size() >= LEAST_PIXELS && side * side == inputs.size() && nameless
                ? Optional.of(new ImageGrid(side, side, 1))
                : Optional.empty();
    }
}
