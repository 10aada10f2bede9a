package org.slicedscore.report.figure;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Field;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;
import org.slicedscore.report.figure.Pen.Stroke;

/** One pair of axes with its title, ticks and labels. */
final class PanelDrawing {
    static final double TEXT = 11;
    static final double TITLE = 12.5;
    private static final double TICK = 4;
    private static final double SPACE = 8;
    private static final double LINE = 14;

    private static final Lettering TITLE_STYLE = new Lettering(TITLE, true, Ink.INK, Anchor.START);
    private static final Lettering X_TICK = new Lettering(TEXT, false, Ink.SOFT, Anchor.MIDDLE);
    private static final Lettering Y_TICK = new Lettering(TEXT, false, Ink.SOFT, Anchor.END);
    private static final Lettering LABEL = new Lettering(TEXT, false, Ink.INK, Anchor.MIDDLE);
    private static final Stroke GRID = Stroke.solid(Ink.GRID, 1);
    private static final Stroke FRAME = Stroke.solid(Ink.FRAME, 1);

    private final Panel panel;
    private final double width;
    private final double height;
    private final Scale x;
    private final Scale y;
    private final Ticks xTicks;
    private final Ticks yTicks;
    private final boolean slanted;

    /**
     * Lays a panel out.
     *
     * @param panel the panel
     * @param width of all of it, in units
     * @param height of all of it, in units
     */
    PanelDrawing(Panel panel, double width, double height) {
        this.panel = panel;
        this.width = width;
        this.height = height;
        double top = panel.title().isEmpty() ? SPACE : SPACE + LINE + 4;
        double label = panel.x().label().isEmpty() ? 0 : LINE + 2;
        Scale wholeX = Scale.of(panel.x(), values(true), 0, width);
        Scale wholeY = Scale.of(panel.y(), values(false), height, 0);
        yTicks = several(wholeY, (int) Math.clamp(height / 40, 2, 8));
        double left = SPACE
                + (panel.y().label().isEmpty() ? 0 : LINE + 2)
                + (yTicks.values().length == 0 ? 0 : yTicks.longest(TEXT) + TICK + 2);
        double right = width - SPACE - 6;
        xTicks = roomy(wholeX, right - left);
        slanted = !panel.x().categories().isEmpty()
                && xTicks.longest(TEXT)
                        > 0.95 * (right - left) / Math.max(1, xTicks.labels().size());
        double below = slanted ? Math.min(90, xTicks.longest(TEXT) + 6) : LINE;
        double bottom = height - SPACE / 2 - label - (xTicks.values().length == 0 ? 0 : below + TICK);
        x = wholeX.over(left, right);
        y = wholeY.over(bottom, top);
    }

    /** So many ticks, or more where round numbers would be one alone. */
    private static Ticks several(Scale scale, int most) {
        Ticks ticks = scale.ticks(most);
        for (int more = 1; ticks.values().length < 2 && more <= 4; more++) {
            ticks = scale.ticks(most + more);
        }
        return ticks;
    }

    /** As many ticks as have room for their labels beside each other. */
    private static Ticks roomy(Scale scale, double length) {
        for (int most = 8; most > 2; most--) {
            Ticks ticks = scale.ticks(most);
            long labels = ticks.labels().stream().filter(l -> !l.isEmpty()).count();
            if (labels * (ticks.longest(TEXT) + 10) <= length) {
                return ticks;
            }
        }
        return scale.ticks(2);
    }

    private double[] values(boolean across) {
        DoubleStream all = panel.series().stream().flatMapToDouble(s -> across ? xs(s) : ys(s));
        Field f = panel.field();
        DoubleStream edges = f == null
                ? DoubleStream.empty()
                : across ? DoubleStream.of(f.left(), f.right()) : DoubleStream.of(f.bottom(), f.top());
        return DoubleStream.concat(all, edges).toArray();
    }

    private static DoubleStream xs(Series s) {
        if (s.mark() != Mark.BARS && s.mark() != Mark.STEPS || s.x().length == 0) {
            return Arrays.stream(s.x());
        }
        double half = SeriesDrawing.barWidth(s) / 2;
        return DoubleStream.of(s.x()[0] - half, s.x()[s.x().length - 1] + half);
    }

    private static DoubleStream ys(Series s) {
        DoubleStream own = s.mark() == Mark.RULES ? DoubleStream.empty() : Arrays.stream(s.y());
        DoubleStream more = s.error() == null
                ? DoubleStream.empty()
                : java.util.stream.IntStream.range(0, s.y().length)
                        .mapToObj(i -> DoubleStream.of(s.y()[i] - s.error()[i], s.y()[i] + s.error()[i]))
                        .flatMapToDouble(d -> d);
        boolean bars = s.mark() == Mark.BARS || s.mark() == Mark.STEPS;
        return DoubleStream.concat(DoubleStream.concat(own, more), bars ? DoubleStream.of(0) : DoubleStream.empty());
    }

    /** Draws it, its upper left corner at the origin. */
    void draw(Pen pen) {
        if (!panel.title().isEmpty()) {
            String fitted = Lengths.fitted(panel.title(), TITLE, true, width - SPACE - 4);
            pen.text(
                    TITLE_STYLE,
                    Math.min(x.from(), width - SPACE - Lengths.of(fitted, TITLE, true)),
                    SPACE + LINE - 3,
                    fitted);
        }
        grid(pen);
        double w = x.to() - x.from();
        double h = y.from() - y.to();
        pen.clipped(x.from(), y.to(), w, h, () -> {
            field(pen);
            panel.series().forEach(s -> new SeriesDrawing(s, x, y).draw(pen));
            arrows(pen);
        });
        pen.line(FRAME, x.from(), y.to(), x.from(), y.from(), x.to(), y.from());
        labels(pen);
    }

    private void grid(Pen pen) {
        for (double v : yTicks.values()) {
            pen.line(GRID, x.from(), y.at(v), x.to(), y.at(v));
        }
        if (panel.x().categories().isEmpty()) {
            for (double v : xTicks.values()) {
                pen.line(GRID, x.at(v), y.from(), x.at(v), y.to());
            }
        }
    }

    private void labels(Pen pen) {
        for (int i = 0; i < xTicks.values().length; i++) {
            double at = x.at(xTicks.values()[i]);
            pen.line(FRAME, at, y.from(), at, y.from() + TICK);
            if (slanted) {
                String text = Lengths.fitted(xTicks.labels().get(i), TEXT, false, 84);
                double length = Lengths.of(text, TEXT, false);
                pen.textUpwards(
                        new Lettering(TEXT, false, Ink.SOFT, Anchor.START), at + 4, y.from() + TICK + 4 + length, text);
            } else {
                pen.text(X_TICK, at, y.from() + TICK + 11, xTicks.labels().get(i));
            }
        }
        for (int i = 0; i < yTicks.values().length; i++) {
            pen.text(
                    Y_TICK,
                    x.from() - TICK - 1,
                    y.at(yTicks.values()[i]) + 4,
                    yTicks.labels().get(i));
        }
        Axis below = panel.x();
        if (!below.label().isEmpty()) {
            pen.text(
                    LABEL,
                    (x.from() + x.to()) / 2,
                    height - 6,
                    Lengths.fitted(below.label(), TEXT, false, width - 2 * SPACE));
        }
        Axis beside = panel.y();
        if (!beside.label().isEmpty()) {
            String text = Lengths.fitted(beside.label(), TEXT, false, height - 2 * SPACE);
            double middle = Math.max((y.from() + y.to()) / 2, Lengths.of(text, TEXT, false) / 2 + 2);
            pen.textUpwards(LABEL, SPACE + 9, middle, text);
        }
    }

    private void field(Pen pen) {
        Field f = panel.field();
        if (f == null) {
            return;
        }
        double opacity = 0.55 / Math.max(1, f.levels().length);
        for (double level : f.levels()) {
            var rings = Contours.rings(f, level).stream().map(this::onPaper).toList();
            pen.fill(Ink.C0, opacity, rings);
            for (double[] ring : rings) {
                double[] closed = Arrays.copyOf(ring, ring.length + 2);
                closed[ring.length] = ring[0];
                closed[ring.length + 1] = ring[1];
                pen.line(Stroke.solid(Ink.C0, 1), closed);
            }
        }
    }

    private double[] onPaper(double[] points) {
        double[] out = new double[points.length];
        Arrays.setAll(out, i -> i % 2 == 0 ? x.at(points[i]) : y.at(points[i]));
        return out;
    }

    private void arrows(Pen pen) {
        double[] a = onPaper(panel.arrows());
        for (int i = 0; i < a.length; i += 4) {
            Arrow.draw(pen, a[i], a[i + 1], a[i + 2], a[i + 3]);
        }
    }
}
