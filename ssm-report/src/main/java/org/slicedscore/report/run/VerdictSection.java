package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.EvaluationReport.Comparison;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.evaluate.Verdict;
import org.slicedscore.engine.evaluate.VerdictWords;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tone;

/** How good the model is on rows that it did not learn from, beside yardsticks. */
final class VerdictSection {
    private static final int UNLIKELY = 5;
    private static final int CELLS = 12;

    private VerdictSection() {}

    static void write(Page page, ModelFacts facts, Judged judged) {
        page.section("verdict", "How good it is");
        if (judged.report() == null) {
            page.remark(Tone.CAREFUL, judged.remark());
            if (judged.likelihood() != null) {
                alone(page, judged.likelihood());
            }
            return;
        }
        EvaluationReport r = judged.report();
        Verdict verdict = deciding(r);
        VerdictWords.of(r)
                .forEach(line ->
                        page.remark(tone(verdict), line.text(facts.request().wording())));
        page.text(String.format(
                Locale.ROOT,
                "%,d rows: %s. Coordinates: %s. Losses and log-likelihoods are in these.",
                r.rows(),
                r.origin(),
                r.coordinates()));
        Figure.Plot plot = VerdictFigures.of(r);
        if (!plot.panels().isEmpty()) {
            page.figure(plot, Size.LARGE);
        }
        if (r.logLikelihood() != null) {
            Grid grid = new Grid("Log-likelihood: means over rows, with standard errors", "", "nats", "±");
            row(grid, "this model", r.logLikelihood());
            r.yardsticks().forEach(y -> row(grid, y.name(), y.logLikelihood()));
            page.table(grid);
        }
        if (r.smLoss() != null) {
            Grid grid = new Grid(
                    "Score-matching loss (" + (r.exact() ? "exact" : "estimated with random directions")
                            + "): means over rows, with standard errors",
                    "",
                    "loss",
                    "±");
            row(grid, "this model", r.smLoss());
            r.yardsticks().forEach(y -> row(grid, y.name(), y.smLoss()));
            page.table(grid);
        }
        Grid more = new Grid("Further measures of this model", "measure", "mean", "±");
        row(more, "training objective '" + r.objective() + "' on these rows", r.loss());
        row(
                more,
                "log-likelihood in the coordinates of the columns",
                r.likelihood() == null ? null : r.likelihood().original());
        row(
                more,
                "bits per dimension",
                r.likelihood() == null ? null : r.likelihood().bits());
        row(more, "Fisher divergence from the true density", r.fisherDivergence());
        if (!more.isEmpty()) {
            page.table(more);
        }
        r.notes().forEach(note -> page.text("Note: " + note.text(facts.request().wording()) + "."));
        unlikely(page, facts, r);
    }

    /** The verdict that decides: by the log-likelihood where there is one. */
    static Verdict deciding(EvaluationReport r) {
        return r.likelihoodVerdict() != null && r.likelihoodVerdict().answer() != Verdict.Answer.NONE
                ? r.likelihoodVerdict()
                : r.verdict();
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict.answer()) {
            case AHEAD -> Tone.GOOD;
            case BEHIND -> Tone.BAD;
            case UNDECIDED -> Tone.PLAIN;
            case NONE -> Tone.CAREFUL;
        };
    }

    private static void alone(Page page, LogLikelihood likelihood) {
        Grid grid = new Grid("Mean over rows, with its standard error", "measure", "mean", "±");
        row(grid, "log-likelihood in the model's coordinates", likelihood.mean());
        row(grid, "log-likelihood in the coordinates of the columns", likelihood.original());
        page.table(grid);
        page.figure(
                new Figure.Plot(
                        "likelihood",
                        "Log-likelihoods of single rows, in nats.",
                        List.of(ColumnFigures.numbers(
                                "Log-likelihood of single rows", likelihood.rows(), "held-out rows", null, 0))),
                Size.LARGE);
    }

    private static void row(Grid grid, String name, Estimate e) {
        if (e != null) {
            grid.row(name, e.mean(), e.standardError());
        }
    }

    /** The rows that the model finds least likely. */
    private static void unlikely(Page page, ModelFacts facts, EvaluationReport r) {
        if (r.likelihood() == null || facts.image().isPresent()) {
            return;
        }
        double[] values = r.likelihood().rows();
        int[] heldOut = facts.heldOut();
        int[] which = r.likelihood().flow() == null
                ? IntStream.range(0, values.length).toArray()
                : r.likelihood().flow().which();
        Table table = facts.data().orElseThrow().table();
        List<Column> inputs = facts.inputs().stream().limit(CELLS).toList();
        List<String> headings = new ArrayList<>(List.of("row", "log-likelihood"));
        inputs.forEach(c -> headings.add(c.name()));
        Grid grid = new Grid("The held-out rows that the model finds least likely", headings.toArray(String[]::new));
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .limit(UNLIKELY)
                .forEach(i -> {
                    int row = heldOut[which[i]];
                    List<Object> cells = new ArrayList<>(List.of(table.place(row), values[i]));
                    for (int j = 0; j < inputs.size(); j++) {
                        cells.add(cell(inputs.get(j), table.at(row, j)));
                    }
                    grid.row(cells.toArray());
                });
        page.table(grid);
    }

    /** A cell as a number or as its word; null for a missing one. */
    static Object cell(Column column, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        return switch (column.kind()) {
            case NUMBER -> (Object) value;
            default -> column.text(value);
        };
    }

    /** The numbers of an evaluation as JSON, under the names that the command gives them. */
    static String numbers(Judged judged) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        EvaluationReport r = judged.report();
        if (r != null) {
            node.put("rows", r.rows());
            put(node, "loss", r.loss());
            put(node, "sm_loss", r.smLoss());
            put(node, "log_likelihood", r.logLikelihood());
            for (Comparison y : r.yardsticks()) {
                ObjectNode one = node.putObject(y.id());
                put(one, "sm_loss", y.smLoss());
                put(one, "log_likelihood", y.logLikelihood());
            }
            node.putObject("verdict").put("answer", r.verdict().answer().name().toLowerCase(Locale.ROOT));
        } else if (judged.likelihood() != null) {
            put(node, "log_likelihood", judged.likelihood().mean());
        }
        return node.toString();
    }

    private static void put(ObjectNode node, String name, Estimate e) {
        if (e != null
                && Arrays.stream(new double[] {e.mean(), e.standardError()}).allMatch(Double::isFinite)) {
            node.putObject(name).put("mean", e.mean()).put("se", e.standardError());
        }
    }
}
