package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Diagnostics;
import org.slicedscore.data.prep.InputSummary;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tone;
import org.slicedscore.report.statistics.Statistics;

/** What was learned from: schema, findings, and columns before and after preprocessing. */
final class DataSection {
    /** Columns that are drawn and listed; of more, the first. */
    static final int SHOWN = 24;

    private static final int ROWS = 5000;

    private DataSection() {}

    static void write(Page page, ModelFacts facts) {
        page.section("data", "What was learned from");
        JsonNode data = facts.json().path("data");
        page.text(String.format(
                Locale.ROOT,
                "%s: %,d rows of %,d columns. %,d rows were learned from, %,d decided when to stop, and %,d were kept to report on.",
                data.path("source").asText(),
                data.path("rows").asInt(),
                data.path("dim").asInt(),
                data.path("train_rows").asInt(),
                data.path("validation_rows").asInt(),
                data.path("test_rows").asInt()));
        if (facts.data().isEmpty()) {
            page.remark(
                    Tone.CAREFUL,
                    "The rows cannot be read: " + facts.unread()
                            + ". So this page has no histograms of them, no held-out verdicts and no comparison with drawn rows; what "
                            + "follows is what the run itself stores.");
        }
        List<String> notes = new ArrayList<>();
        facts.json().path("preprocessing").path("notes").forEach(n -> notes.add(n.asText()));
        if (!notes.isEmpty()) {
            page.heading("Findings, and what was done about them");
            page.list(notes);
        }
        if (facts.data().isEmpty()) {
            storedSchema(page, facts);
            return;
        }
        TrainingData rows = facts.data().get();
        Diagnostics diagnostics = facts.image().isPresent() ? null : diagnostics(facts, rows);
        if (diagnostics == null) {
            pixels(page, facts, rows);
        } else {
            schema(page, diagnostics, rows.table());
            page.figure(
                    before(
                            facts.inputs(),
                            rows.table(),
                            rows.split().train(),
                            facts.model().preprocessing()),
                    Size.SMALL);
        }
        page.figure(after(facts, rows), Size.SMALL);
    }

    private static Diagnostics diagnostics(ModelFacts facts, TrainingData rows) {
        return Preparation.fit(
                        rows.table(),
                        rows.split().train(),
                        facts.model().config().settings().preparation())
                .diagnostics();
    }

    private static void storedSchema(Page page, ModelFacts facts) {
        Grid grid = new Grid(
                "Columns, as the run stores them" + first(facts.inputs().size()), "column", "role", "kind");
        facts.inputs().stream()
                .limit(SHOWN)
                .forEach(c -> grid.row(c.name(), c.role().word(), c.kind().word()));
        page.table(grid);
    }

    private static String first(int columns) {
        return columns > SHOWN ? String.format(Locale.ROOT, " (the first %d of %,d)", SHOWN, columns) : "";
    }

    /** The columns of a table, and those that are kept aside. */
    static void schema(Page page, Diagnostics diagnostics, Table table) {
        Grid grid = new Grid(
                "Columns of the training rows" + first(diagnostics.inputs().size()),
                "column",
                "role",
                "kind",
                "missing",
                "least",
                "mean",
                "greatest",
                "deviation",
                "different values");
        for (InputSummary s : diagnostics.inputs().stream().limit(SHOWN).toList()) {
            Column c = s.column();
            var stats = s.stats();
            if (stats == null) {
                grid.row(c.name(), c.role().word(), c.kind().word(), s.missing(), null, null, null, null, s.used());
            } else if (c.kind() == Kind.TIME) {
                grid.row(
                        c.name(),
                        c.role().word(),
                        c.kind().word(),
                        s.missing(),
                        c.text(stats.min()),
                        c.text(stats.mean()),
                        c.text(stats.max()),
                        stats.std(),
                        stats.distinct());
            } else {
                grid.row(
                        c.name(),
                        c.role().word(),
                        stats.form(),
                        s.missing(),
                        stats.min(),
                        stats.mean(),
                        stats.max(),
                        stats.std(),
                        stats.distinct());
            }
        }
        page.table(grid);
        List<Column> aside =
                table.schema().columns().stream().filter(c -> !c.role().input()).toList();
        if (!aside.isEmpty()) {
            Grid others = new Grid("Columns that the model does not see", "column", "role", "kind", "why");
            aside.forEach(c -> others.row(c.name(), c.role().word(), c.kind().word(), c.reason()));
            page.table(others);
        }
    }

    /** The columns as they are in the table. */
    static Figure.Plot before(List<Column> inputs, Table table, int[] rows, Preprocessing preprocessing) {
        int[] first = IntStream.range(0, Math.min(SHOWN, inputs.size())).toArray();
        return before(inputs, table, rows, gaps(inputs, preprocessing), first, "training rows");
    }

    /** Some of the columns as they are in the table. */
    static Figure.Plot before(List<Column> inputs, Table table, int[] rows, double[] gaps, int[] which, String name) {
        int[] some = Arrays.stream(Statistics.evenly(rows.length, ROWS))
                .map(i -> rows[i])
                .toArray();
        List<Panel> panels = new ArrayList<>();
        for (int j : which) {
            panels.add(ColumnFigures.of(inputs.get(j), table.column(j, some), name, null, gaps[j]));
        }
        return new Figure.Plot(
                "columns",
                "Columns before preprocessing"
                        + (which.length < inputs.size()
                                ? String.format(Locale.ROOT, " (%d of %,d)", which.length, inputs.size())
                                : "")
                        + ": shares of the rows; the outermost bars include what lies beyond.",
                panels);
    }

    /** For each input the distance by which its repeated values were spread; 0 for others. */
    static double[] gaps(List<Column> inputs, Preprocessing preprocessing) {
        double[] gap = preprocessing.gap();
        List<String> coordinates = preprocessing.coordinates();
        return inputs.stream()
                .mapToDouble(c -> {
                    int at = coordinates.indexOf(c.name());
                    return at < 0 ? 0 : gap[at];
                })
                .toArray();
    }

    private static Figure.Plot after(ModelFacts facts, TrainingData rows) {
        Dataset train = facts.prepared(rows.split().train(), ROWS).features();
        int dim = train.dim();
        boolean images = facts.image().isPresent();
        int[] shown = images
                ? Statistics.evenly(dim, 6)
                : IntStream.range(0, Math.min(SHOWN, dim)).toArray();
        int[] some = Statistics.evenly(train.rows(), ROWS);
        boolean whitened = facts.model().preprocessing().scaling() == Scaling.WHITEN;
        List<String> names = names(facts, whitened);
        List<Panel> panels = new ArrayList<>();
        for (int j : shown) {
            double[] values = IntStream.range(0, train.rows())
                    .mapToDouble(i -> train.at(i, j))
                    .toArray();
            panels.add(ColumnFigures.numbers(names.get(j), values, "training rows", null, 0));
        }
        return new Figure.Plot(
                "coordinates",
                "The model's coordinates, after preprocessing ("
                        + facts.model().preprocessing().scaling().id() + ")"
                        + (shown.length < dim ? String.format(Locale.ROOT, ": %d of %,d", shown.length, dim) : "")
                        + (whitened
                                ? ". Whitened directions are mixtures of all columns of numbers, the widest first."
                                : "."),
                panels);
    }

    /** What the model's coordinates are called: those that whitening mixes have no name of their own. */
    private static List<String> names(ModelFacts facts, boolean whitened) {
        List<String> coordinates = facts.model().preprocessing().coordinates();
        if (!whitened) {
            return coordinates;
        }
        List<String> numbers = facts.inputs().stream()
                .filter(Column::numeric)
                .map(Column::name)
                .toList();
        List<String> names = new ArrayList<>();
        int direction = 0;
        for (String name : coordinates) {
            names.add(numbers.contains(name) ? "direction " + ++direction : name);
        }
        return names;
    }

    private static void pixels(Page page, ModelFacts facts, TrainingData rows) {
        int[] train = rows.split().train();
        int[] some = Arrays.stream(Statistics.evenly(train.length, 400))
                .map(i -> train[i])
                .toArray();
        Panel all = ColumnFigures.numbers("Pixels", rows.table().gather(some), "training rows", null, 0);
        ImageGrid image = facts.image().orElseThrow();
        boolean stored = facts.model().preprocessing().image().isPresent();
        page.text(String.format(
                Locale.ROOT,
                stored
                        ? "Rows are images of %d × %d pixels."
                        : "Rows are taken for images of %d × %d pixels: the columns have no names of their own, and their number is a square.",
                image.height(),
                image.width()));
        page.figure(
                new Figure.Plot("pixels", "All pixels of 400 training rows, before preprocessing.", List.of(all)),
                Size.SMALL);
    }
}
