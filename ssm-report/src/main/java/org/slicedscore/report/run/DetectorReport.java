package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Finding;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.HeldOutRows;
import org.slicedscore.engine.detect.Reasons;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tile;
import org.slicedscore.report.page.Page.Tone;
import org.slicedscore.report.statistics.Statistics;

/** The page on a detector. */
public final class DetectorReport {
    private static final int STRANGEST = 12;
    private static final int REASONS = 3;
    private static final double LEVEL = 0.01;
    private static final int POINTS = 2000;

    private DetectorReport() {}

    /**
     * Makes the page.
     *
     * @param request names the run
     */
    public static Page of(ReportRequest request) {
        DetectorFacts facts = DetectorFacts.open(request);
        request.warnOfRows(facts.unread());
        Detection detection = facts.detection();
        JsonNode data = facts.json().path("data");
        Page page = new Page(
                "Report on " + request.run().toAbsolutePath().normalize().getFileName(),
                "Detector '" + String.join("' with '", detection.detectors()) + "' learned from "
                        + data.path("source").asText());
        page.section("overview", "In short");
        page.tiles(List.of(
                new Tile("rows", Grid.number(data.path("rows").asInt()), ""),
                new Tile("columns", Grid.number(detection.columns().size()), ""),
                new Tile(
                        "calibration rows",
                        Grid.number(detection.calibrationRows()),
                        detection.parts() == 1 ? "held out" : "in turn, in " + detection.parts() + " parts"),
                new Tile("least p-value", Grid.number(detection.leastPValue()), "a smaller level flags nothing")));
        data(page, facts);
        page.section("calibration", "How it is calibrated");
        page.text(
                "For a row like those that it learned from, a p-value is at most α with probability α, whatever the detectors are worth.");
        page.figure(DetectorFigures.of(detection.calibrationScores()), Size.LARGE);
        levels(page, detection);
        strangest(page, facts);
        RepeatSection.write(page, facts.json(), request.run(), "detector.safetensors", "detect", request.command());
        page.numbers(numbers(detection));
        return page;
    }

    private static void data(Page page, DetectorFacts facts) {
        page.section("data", "What was learned from");
        if (facts.table().isEmpty()) {
            page.remark(
                    Tone.CAREFUL,
                    "The rows cannot be read: " + facts.unread()
                            + ". So this page has no histograms of them and no strange rows; the calibration is stored in the run.");
            Grid grid = new Grid("Columns, as the run stores them", "column", "role", "kind");
            facts.detection().columns().stream()
                    .limit(DataSection.SHOWN)
                    .forEach(c -> grid.row(c.name(), c.role().word(), c.kind().word()));
            page.table(grid);
            return;
        }
        Table table = facts.table().get();
        int[] all = IntStream.range(0, table.rows()).toArray();
        Preparation preparation = Preparation.fit(
                table,
                all,
                new PrepareOptions(
                        java.util.Optional.of(Scaling.STANDARDIZE),
                        PrepareOptions.Dequantize.OFF,
                        OptionalDouble.of(0),
                        PrepareOptions.Outliers.KEEP,
                        0));
        page.text(String.format(Locale.ROOT, "%s: %,d rows.", table.name(), table.rows()));
        List<String> notes = new ArrayList<>();
        facts.json().path("notes").forEach(n -> notes.add(n.asText()));
        table.notes().forEach(n -> notes.add(n.text(facts.request().wording())));
        preparation.diagnostics().findings().stream()
                .filter(f -> f.kind() != Finding.Kind.QUANTISED && f.kind() != Finding.Kind.SPIKE)
                .map(f -> f.line().text(facts.request().wording()))
                .filter(n -> !notes.contains(n))
                .forEach(notes::add);
        if (!notes.isEmpty()) {
            page.heading("Findings");
            page.list(notes);
        }
        DataSection.schema(page, preparation.diagnostics(), table);
        page.figure(
                DataSection.before(facts.detection().columns(), table, all, preparation.preprocessing()), Size.SMALL);
    }

    private static void levels(Page page, Detection detection) {
        Grid grid = new Grid(
                "Levels: the share of normal rows that each flags, as calibration rows have it, and in the check above",
                "level α",
                "flags",
                "in the check",
                "from",
                "to");
        for (DetectorFigures.Checked c : DetectorFigures.checked(detection.calibrationScores())) {
            double flags = Math.floor(c.level() / detection.leastPValue() * (1 + 1e-12)) * detection.leastPValue();
            grid.row(
                    c.level(),
                    flags,
                    c.flagged().share(),
                    c.flagged().low(),
                    c.flagged().high());
        }
        page.table(grid);
    }

    private static void strangest(Page page, DetectorFacts facts) {
        page.section("strange", "The strangest held-out rows");
        if (facts.table().isEmpty()) {
            page.remark(Tone.CAREFUL, "The rows cannot be read, so it is not known which are strange.");
            return;
        }
        facts.request().progress().accept("explaining the strangest rows");
        Table table = facts.table().get();
        HeldOutRows held = facts.held();
        double[] pValues = held.pValues();
        Grid grid = new Grid(
                "Judged by the part of the detector that did not learn from the row. A reason is a column, its value, what would have been "
                        + "usual, and its share of the score.",
                "row",
                "score",
                "p-value",
                "first reason",
                "second reason",
                "third reason");
        int[] order = IntStream.range(0, held.scores().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -held.scores()[i]))
                .limit(STRANGEST)
                .mapToInt(i -> i)
                .toArray();
        for (int i : order) {
            List<Object> cells = new ArrayList<>(List.of(table.place(held.rows()[i]), held.scores()[i], pValues[i]));
            Reasons reasons = held.explain(facts.detection(), table, i);
            reasons.order().stream()
                    .limit(REASONS)
                    .forEach(j -> cells.add(reason(
                            facts.detection().columns().get(j),
                            table.at(held.rows()[i], j),
                            reasons.expected()[j],
                            reasons.suspect()[j],
                            reasons.share(j))));
            grid.row(cells.toArray());
        }
        page.table(grid);
        List<Column> inputs = facts.detection().columns();
        if (inputs.stream().filter(c -> c.kind() == Kind.NUMBER).count() > 1) {
            int[] some = Statistics.evenly(held.rows().length, POINTS);
            boolean[] flagged = new boolean[some.length];
            for (int i = 0; i < some.length; i++) {
                flagged[i] = pValues[some[i]] <= LEVEL;
            }
            int[] rows = Arrays.stream(some).map(i -> held.rows()[i]).toArray();
            page.figure(
                    DetectorFigures.pairs(inputs, DetectorFigures.columns(table, rows), flagged, List.of()),
                    Size.SQUARE);
        }
    }

    private static String reason(Column column, double value, double expected, boolean suspect, double share) {
        String found = text(column, value);
        String normal = Double.isNaN(expected) ? "missing" : text(column, expected);
        String usual = suspect && !normal.equals(found) ? ", usually " + normal : "";
        return String.format(Locale.ROOT, "%s = %s%s (%.0f %%)", column.name(), found, usual, 100 * share);
    }

    private static String text(Column column, double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        return column.kind() == Kind.NUMBER ? Grid.number(value) : column.text(value);
    }

    private static String numbers(Detection detection) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("calibration_rows", detection.calibrationRows());
        node.put("calibration_parts", detection.parts());
        node.put("least_p_value", detection.leastPValue());
        return node.toString();
    }
}
