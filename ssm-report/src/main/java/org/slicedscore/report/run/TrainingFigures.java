package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.engine.run.RunHistory;
import org.slicedscore.engine.run.RunHistory.Point;

/** How training went, as curves. */
public final class TrainingFigures {
    private TrainingFigures() {}

    /**
     * Losses, gradient and learning rate against the steps.
     *
     * @param history at least one point
     * @param criterion what the validation loss is, in words
     */
    public static Figure.Plot of(RunHistory history, String criterion) {
        List<Panel> panels = new ArrayList<>();
        panels.add(losses(history));
        panels.add(new Panel(
                "Gradient and learning rate",
                Axis.linear("step"),
                Axis.logarithmic(""),
                List.of(
                        series("norm of the gradient", Mark.LINE, 2, history.points(), Point::gradientNorm),
                        series("learning rate", Mark.DASHES, 3, history.points(), Point::learningRate))));
        Point chosen = history.chosen();
        String kept = chosen == null
                ? "No validation rows were held out, so the last weights are kept."
                : String.format(
                        Locale.ROOT,
                        "The weights of step %,d are kept, where the %s on validation rows was lowest (%s ± %.4f).",
                        chosen.step(),
                        criterion,
                        String.format(Locale.ROOT, "%.4f", chosen.validationLoss())
                                .replace("-", "\u2212"),
                        chosen.validationStandardError());
        return new Figure.Plot("history", kept + " The band is one standard error.", panels);
    }

    private static Panel losses(RunHistory history) {
        List<Point> judged = history.points().stream()
                .filter(p -> Double.isFinite(p.validationLoss()))
                .toList();
        List<Series> all = new ArrayList<>();
        all.add(series("training loss", Mark.LINE, 7, history.points(), Point::loss));
        if (!judged.isEmpty()) {
            double[] errors = judged.stream()
                    .mapToDouble(p -> Double.isNaN(p.validationStandardError()) ? 0 : p.validationStandardError())
                    .toArray();
            Series loss = series("validation loss", Mark.LINE, 0, judged, Point::validationLoss);
            all.add(new Series("", Mark.BAND, 0, loss.x(), loss.y(), errors));
            all.add(loss);
        }
        Point chosen = history.chosen();
        if (chosen != null) {
            all.add(new Series("chosen step", Mark.RULES, 1, new double[] {chosen.step()}, new double[] {0}, null));
        }
        return new Panel("Loss", Axis.linear("step"), range(all), all);
    }

    /** The first steps are often so much worse that the rest would be a flat line. */
    private static Axis range(List<Series> all) {
        double[] values = all.stream()
                .filter(s -> s.mark() == Mark.LINE)
                .flatMapToDouble(s -> Arrays.stream(s.y()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (values.length < 20) {
            return Axis.linear("loss");
        }
        double low = values[0];
        double most = values[(int) (0.97 * (values.length - 1))];
        double top = values[values.length - 1];
        boolean cut = top - low > 2.5 * (most - low) && most > low;
        double room = 0.04 * (most - low);
        return cut ? new Axis("loss", false, low - room, most + 3 * room) : Axis.linear("loss");
    }

    private static Series series(
            String name, Mark mark, int colour, List<Point> points, ToDoubleFunction<Point> value) {
        return new Series(
                name,
                mark,
                colour,
                points.stream().mapToDouble(Point::step).toArray(),
                points.stream().mapToDouble(value).toArray(),
                null);
    }
}
