package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.EvaluationReport.Comparison;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.engine.train.Estimate;

/** The model beside the yardsticks, with errors, and the log-likelihoods of single rows. */
final class VerdictFigures {
    /** Standard errors to each side that hold 95 %. */
    private static final double WIDE = 1.96;

    private VerdictFigures() {}

    /** The model beside the yardsticks; without panels where nothing can be compared. */
    static Figure.Plot of(EvaluationReport report) {
        List<Panel> panels = new ArrayList<>();
        if (report.logLikelihood() != null) {
            panels.add(compared(
                    "Log-likelihood, higher is better",
                    "nats",
                    report.logLikelihood(),
                    report,
                    Comparison::logLikelihood));
            double[] rows = report.likelihood() == null
                    ? new double[0]
                    : report.likelihood().rows();
            if (rows.length > 1) {
                panels.add(ColumnFigures.numbers("Log-likelihood of single rows", rows, "evaluated rows", null, 0));
            }
        }
        if (report.smLoss() != null) {
            panels.add(compared(
                    "Score-matching loss, lower is better", "loss", report.smLoss(), report, Comparison::smLoss));
        }
        return new Figure.Plot(
                "verdict",
                "Means over the evaluated rows, with intervals of 95 %. The intervals of two methods overlap even where one is better "
                        + "on almost every row: the verdict compares row by row.",
                panels);
    }

    private static Panel compared(
            String title, String axis, Estimate model, EvaluationReport report, Function<Comparison, Estimate> value) {
        List<String> names = new ArrayList<>(List.of("model"));
        List<Estimate> estimates = new ArrayList<>(List.of(model));
        for (Comparison c : report.yardsticks()) {
            Estimate e = value.apply(c);
            if (e != null && Double.isFinite(e.mean())) {
                names.add(c.id());
                estimates.add(e);
            }
        }
        return new Panel(
                title,
                Axis.categories("", names),
                Axis.linear(axis),
                List.of(
                        points("this model", 0, 0, 1, estimates),
                        points("yardsticks", 1, 1, estimates.size(), estimates)));
    }

    private static Series points(String name, int colour, int from, int to, List<Estimate> estimates) {
        int[] which = IntStream.range(from, to)
                .filter(i -> Double.isFinite(estimates.get(i).mean()))
                .toArray();
        return new Series(
                name,
                Mark.POINTS,
                colour,
                IntStream.of(which).mapToDouble(i -> i + 1).toArray(),
                IntStream.of(which).mapToDouble(i -> estimates.get(i).mean()).toArray(),
                IntStream.of(which)
                        .mapToDouble(i -> {
                            double se = estimates.get(i).standardError();
                            return Double.isNaN(se) ? 0 : WIDE * se;
                        })
                        .toArray());
    }
}
