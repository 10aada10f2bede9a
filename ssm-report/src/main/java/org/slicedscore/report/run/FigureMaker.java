package org.slicedscore.report.run;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.ColumnStats;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.RunHistory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.report.run.PairFigures.Pair;
import org.slicedscore.report.statistics.Statistics;

/** Single figures of models, detectors and tables. */
public final class FigureMaker {
    private static final String HISTORY = "history";
    private static final String DENSITY = "density";
    private static final String SAMPLES = "samples";
    private static final String VERDICT = "verdict";
    private static final String CALIBRATION = "calibration";
    private static final String COLUMNS = "columns";
    private static final String PAIRS = "pairs";

    /** The names of all figures. */
    public static final List<String> NAMES = List.of(HISTORY, DENSITY, SAMPLES, VERDICT, CALIBRATION, COLUMNS, PAIRS);

    private static final List<String> OF_MODELS = List.of(DENSITY, HISTORY, SAMPLES, VERDICT, COLUMNS);
    private static final List<String> OF_DETECTORS = List.of(CALIBRATION, COLUMNS, PAIRS);
    private static final List<String> OF_TABLES = List.of(COLUMNS, PAIRS);
    private static final int POINTS = 5000;
    private static final int PAIRS_SHOWN = 6;
    private static final double LEVEL = 0.01;

    private FigureMaker() {}

    /**
     * Makes a figure.
     *
     * @param request the run or the rows
     * @param name of the figure; empty for the first that there is
     * @param columns names of columns; empty to choose them
     */
    public static Figure make(ReportRequest request, String name, List<String> columns) {
        if (request.run() != null) {
            RunDirectory.require(request.run());
        }
        if (name.equals(HISTORY) && request.run() != null && !DetectionRun.isRun(request.run())) {
            return history(request);
        }
        if (request.run() == null) {
            return ofTable(request.rows().orElseThrow(), known(name, OF_TABLES, "a table"), columns);
        }
        return DetectionRun.isRun(request.run())
                ? ofDetector(request, known(name, OF_DETECTORS, "a detector"), columns)
                : ofModel(request, known(name, OF_MODELS, "a model"), columns);
    }

    private static String known(String name, List<String> names, String owner) {
        if (name.isEmpty()) {
            return names.getFirst();
        }
        if (!names.contains(name)) {
            throw Problem.usage(Subject.setting("figure", name))
                    .says("there is no such figure of %s", owner)
                    .remedy("%s", Names.hint(name, names))
                    .exception();
        }
        return name;
    }

    /** Needs neither the run's rows nor its model. */
    private static Figure history(ReportRequest request) {
        StoredRun run = StoredRun.open(request.run(), request.catalog());
        RunHistory history = RunHistory.of(run.path());
        if (history.points().isEmpty()) {
            throw Problem.usage(Subject.setting("figure", HISTORY))
                    .says("the run has no metrics.jsonl, and so no history")
                    .exception();
        }
        String criterion = ModelFacts.parsed(run).path("work").path("criterion").asText();
        return TrainingFigures.of(history, criterion);
    }

    private static Figure ofModel(ReportRequest request, String name, List<String> columns) {
        ModelFacts facts = ModelFacts.open(request);
        int[] which = which(facts.inputs(), columns);
        switch (name) {
            case COLUMNS -> {
                Table table = needed(facts, name);
                return DataSection.before(
                        facts.inputs(),
                        table,
                        facts.data().orElseThrow().split().train(),
                        DataSection.gaps(facts.inputs(), facts.model().preprocessing()),
                        which,
                        "training rows");
            }
            default -> {
                try (DeviceModel device = ModelReport.device(facts)) {
                    return name.equals(VERDICT) ? verdict(facts, device) : drawn(facts, device, name, columns, which);
                }
            }
        }
    }

    private static Figure verdict(ModelFacts facts, DeviceModel device) {
        needed(facts, VERDICT);
        Judged judged = Judged.of(facts, device);
        if (judged.report() == null) {
            throw Problem.usage(Subject.setting("figure", VERDICT))
                    .says("%s", judged.remark())
                    .exception();
        }
        return VerdictFigures.of(judged.report());
    }

    private static Figure drawn(ModelFacts facts, DeviceModel device, String name, List<String> columns, int[] which) {
        facts.request().warnOfRows(facts.unread());
        Drawn drawn = Drawn.from(facts, device);
        if (!drawn.present()) {
            throw Problem.usage(Subject.setting("figure", name))
                    .says("%s", drawn.how())
                    .exception();
        }
        if (facts.image().isPresent() && columns.isEmpty()) {
            return ImageFigures.of(facts, drawn);
        }
        return name.equals(SAMPLES)
                ? SampleSection.marginals(facts, drawn, which)
                : PairSection.figure(facts, device, drawn, pairs(facts.inputs(), columns));
    }

    private static Table needed(ModelFacts facts, String name) {
        if (facts.data().isEmpty()) {
            throw Problem.usage(Subject.setting("figure", name))
                    .says("needs the run's rows, which cannot be read: %s", facts.unread())
                    .remedy("say where they are with %s", Subject.setting("data"))
                    .exception();
        }
        return facts.data().get().table();
    }

    private static Figure ofDetector(ReportRequest request, String name, List<String> columns) {
        DetectorFacts facts = DetectorFacts.open(request);
        if (name.equals(CALIBRATION)) {
            return DetectorFigures.of(facts.detection().calibrationScores());
        }
        Table table = facts.table()
                .orElseThrow(() -> Problem.usage(Subject.setting("figure", name))
                        .says(
                                "needs the rows that the detector was fitted to, which cannot be read: %s",
                                facts.unread())
                        .remedy("say where they are with %s", Subject.setting("data"))
                        .exception());
        List<Column> inputs = facts.detection().columns();
        if (name.equals(COLUMNS)) {
            return ofTable(table, COLUMNS, columns);
        }
        double[] pValues = facts.held().pValues();
        boolean[] flagged = new boolean[pValues.length];
        for (int i = 0; i < flagged.length; i++) {
            flagged[i] = pValues[i] <= LEVEL;
        }
        double[][] cells = DetectorFigures.columns(table, facts.held().rows());
        return DetectorFigures.pairs(inputs, cells, flagged, pairs(inputs, columns));
    }

    private static Figure ofTable(Table table, String name, List<String> columns) {
        int[] all = IntStream.range(0, table.rows()).toArray();
        if (name.equals(COLUMNS)) {
            double[] gaps = IntStream.range(0, table.dim())
                    .mapToDouble(j -> gap(table, j, all))
                    .toArray();
            return DataSection.before(table.inputs(), table, all, gaps, which(table.inputs(), columns), "rows");
        }
        int[] some = Statistics.evenly(table.rows(), POINTS);
        double[][] cells = DetectorFigures.columns(table, some);
        List<Pair> pairs = pairs(table.inputs(), columns);
        List<Pair> chosen = pairs.isEmpty() ? PairFigures.telling(table.inputs(), cells, null, PAIRS_SHOWN, 0) : pairs;
        if (chosen.isEmpty()) {
            throw Problem.usage(Subject.setting("figure", name))
                    .says("the table has fewer than two columns of numbers")
                    .exception();
        }
        return PairFigures.ofRows(table.inputs(), cells, chosen, pairs.isEmpty());
    }

    private static double gap(Table table, int column, int[] rows) {
        double[] values = Statistics.sorted(table.column(column, Statistics.evenly(rows.length, POINTS)));
        if (table.inputs().get(column).kind() != Kind.NUMBER || values.length == 0) {
            return 0;
        }
        ColumnStats stats = ColumnStats.of(table.columns().get(column), values);
        return stats.quantised() ? stats.gap() : 0;
    }

    /** The columns that are asked for, or the first ones. */
    private static int[] which(List<Column> inputs, List<String> columns) {
        if (columns.isEmpty()) {
            return IntStream.range(0, Math.min(DataSection.SHOWN, inputs.size()))
                    .toArray();
        }
        return columns.stream().mapToInt(name -> index(inputs, name)).toArray();
    }

    private static List<Pair> pairs(List<Column> inputs, List<String> columns) {
        if (columns.isEmpty()) {
            return List.of();
        }
        if (columns.size() != 2) {
            throw Problem.usage(Subject.setting("columns", String.join(",", columns)))
                    .found("%d", columns.size())
                    .expected("2 columns, which make a plane")
                    .exception();
        }
        int[] which = which(inputs, columns);
        for (int j : which) {
            if (!inputs.get(j).numeric()) {
                throw Problem.usage(Subject.setting("columns", String.join(",", columns)))
                        .says(
                                "'%s' holds words, and a plane has two axes of numbers",
                                inputs.get(j).name())
                        .exception();
            }
        }
        return List.of(new Pair(which[0], which[1]));
    }

    private static int index(List<Column> inputs, String name) {
        List<String> names = inputs.stream().map(Column::name).toList();
        int at = names.indexOf(name);
        if (at < 0) {
            throw Problem.usage(Subject.setting("columns", name))
                    .says("there is no such column")
                    .remedy("%s", Names.hint(name, names))
                    .exception();
        }
        return at;
    }
}
