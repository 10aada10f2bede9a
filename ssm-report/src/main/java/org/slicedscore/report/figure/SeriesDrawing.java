package org.slicedscore.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.figure.Pen.Stroke;

/** One series between its axes. */
final class SeriesDrawing {
    private static final double WIDTH = 1.8;

    /** More points than this are a cloud, in which a mark for each would hide the others. */
    static final int CLOUD = 60;

    private final Series series;
    private final Scale x;
    private final Scale y;
    private final Ink ink;

    SeriesDrawing(Series series, Scale x, Scale y) {
        this.series = series;
        this.x = x;
        this.y = y;
        ink = Ink.series(series.colour());
    }

    /** The distance of neighbouring points, which is the width of their bars. */
    static double barWidth(Series s) {
        return s.x().length < 2 ? 1 : (s.x()[s.x().length - 1] - s.x()[0]) / (s.x().length - 1);
    }

    void draw(Pen pen) {
        switch (series.mark()) {
            case LINE -> pen.line(Stroke.solid(ink, WIDTH), points());
            case DASHES -> pen.line(new Stroke(ink, WIDTH, true), points());
            case POINTS -> marks(pen);
            case POINTS_AND_LINE -> {
                pen.line(Stroke.solid(ink, WIDTH), shown());
                marks(pen);
            }
            case BARS -> pen.fill(ink, 0.45, bars());
            case STEPS -> pen.line(Stroke.solid(ink, WIDTH), steps());
            case BAND -> pen.fill(ink, 0.22, List.of(band()));
            case RULES -> {
                for (double v : series.x()) {
                    pen.line(new Stroke(ink, 1.4, true), x.at(v), y.from(), x.at(v), y.to());
                }
            }
        }
        if (series.error() != null && series.mark() != Mark.BAND) {
            errors(pen);
        }
    }

    private double[] points() {
        double[] out = new double[2 * series.x().length];
        for (int i = 0; i < series.x().length; i++) {
            out[2 * i] = x.at(series.x()[i]);
            out[2 * i + 1] = y.at(series.y()[i]);
        }
        return out;
    }

    /** The points that can be shown: one that cannot does not interrupt the line between its neighbours. */
    private double[] shown() {
        double[] all = points();
        return IntStream.range(0, all.length / 2)
                .filter(i -> Double.isFinite(all[2 * i] + all[2 * i + 1]))
                .flatMap(i -> IntStream.of(2 * i, 2 * i + 1))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private void marks(Pen pen) {
        double[] at = shown();
        if (at.length / 2 > CLOUD) {
            pen.dots(ink, 3, 0.5, at);
            return;
        }
        for (int i = 0; i < at.length; i += 2) {
            Markers.draw(pen, series.colour(), at[i], at[i + 1], 7);
        }
    }

    private List<double[]> bars() {
        double half = barWidth(series) / 2;
        List<double[]> bars = new ArrayList<>();
        for (int i = 0; i < series.x().length; i++) {
            if (series.y()[i] != 0 && y.shows(series.y()[i])) {
                double left = x.at(series.x()[i] - half);
                double right = x.at(series.x()[i] + half);
                double top = y.at(series.y()[i]);
                double bottom = y.shows(0) ? y.at(0) : y.from();
                bars.add(new double[] {left, bottom, left, top, right, top, right, bottom});
            }
        }
        return bars;
    }

    private double[] steps() {
        double half = barWidth(series) / 2;
        int n = series.x().length;
        double[] out = new double[4 * n + 4];
        double bottom = y.shows(0) ? y.at(0) : y.from();
        for (int i = 0; i < n; i++) {
            double top = y.shows(series.y()[i]) ? y.at(series.y()[i]) : bottom;
            out[4 * i + 2] = x.at(series.x()[i] - half);
            out[4 * i + 3] = top;
            out[4 * i + 4] = x.at(series.x()[i] + half);
            out[4 * i + 5] = top;
        }
        if (n > 0) {
            out[0] = out[2];
            out[1] = bottom;
            out[4 * n + 2] = out[4 * n];
            out[4 * n + 3] = bottom;
        }
        return out;
    }

    private double[] band() {
        int n = series.x().length;
        double[] ring = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double low = series.y()[i] - series.error()[i];
            ring[2 * i] = x.at(series.x()[i]);
            ring[2 * i + 1] = y.shows(low) ? y.at(low) : y.from();
            ring[4 * n - 2 * i - 2] = x.at(series.x()[i]);
            ring[4 * n - 2 * i - 1] = y.at(series.y()[i] + series.error()[i]);
        }
        for (double v : ring) {
            if (!Double.isFinite(v)) {
                return new double[0];
            }
        }
        return ring;
    }

    private void errors(Pen pen) {
        Stroke thin = Stroke.solid(ink, 1.2);
        for (int i = 0; i < series.x().length; i++) {
            double at = x.at(series.x()[i]);
            double high = y.at(series.y()[i] + series.error()[i]);
            double low = series.y()[i] - series.error()[i];
            // on a logarithmic axis, the lower end of a bar stays on the axis
            double bottom = y.shows(low) ? y.at(low) : y.from();
            if (Double.isFinite(at + high) && y.shows(series.y()[i])) {
                pen.line(thin, at, high, at, bottom);
                pen.line(thin, at - 3, high, at + 3, high);
                pen.line(thin, at - 3, bottom, at + 3, bottom);
            }
        }
    }
}
