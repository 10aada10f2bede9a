package org.slicedscore.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;

/** Panels side by side, and below them one legend for all. */
final class PlotDrawing extends Drawing {
    private static final int WIDTH = 430;
    private static final int WIDTH_ALONE = 580;
    private static final int HEIGHT = 340;
    private static final int LINE_LENGTH = 30;
    private static final int LEGEND_LINE = 20;
    private static final int MARGIN = 12;
    private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
    private static final BasicStroke SOLID = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
    private static final FontRenderContext METRICS = new FontRenderContext(new AffineTransform(), true, true);

    /** Share of an axis's length that is kept free at both ends. */
    private static final double ROOM = 0.03;

    /** A logarithmic axis that spans no more than this factor also has labels between powers of ten. */
    private static final double SHORT = 12;

    /** Share of a chart that the axes span. */
    private static final double CONTENT = 0.97;

    private final Figure.Plot figure;
    private final int columns;
    private final int width;

    PlotDrawing(Figure.Plot figure, String mark) {
        super(mark);
        this.figure = figure;
        int n = figure.panels().size();
        this.columns = n == 4 ? 2 : Math.min(3, n);
        this.width = n == 1 ? WIDTH_ALONE : WIDTH;
    }

    private int rows() {
        return (figure.panels().size() + columns - 1) / columns;
    }

    /** Series by name, the first of each. */
    private Map<String, Series> legend() {
        Map<String, Series> legend = new LinkedHashMap<>();
        figure.panels().forEach(p -> p.series().forEach(s -> legend.putIfAbsent(s.name(), s)));
        return legend;
    }

    private List<List<Series>> legendLines() {
        List<List<Series>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        int x = MARGIN;
        for (Series s : legend().values()) {
            int entry = entryWidth(s);
            if (x + entry > columns * width - MARGIN && !lines.getLast().isEmpty()) {
                lines.add(new ArrayList<>());
                x = MARGIN;
            }
            lines.getLast().add(s);
            x += entry;
        }
        return lines;
    }

    private static int entryWidth(Series s) {
        return LINE_LENGTH
                + 24
                + (int) Math.ceil(TEXT.getStringBounds(s.name(), METRICS).getWidth());
    }

    @Override
    Dimension size() {
        return new Dimension(
                columns * width, rows() * HEIGHT + legendLines().size() * LEGEND_LINE + MARGIN + markHeight());
    }

    @Override
    void content(Graphics2D g) {
        for (int i = 0; i < figure.panels().size(); i++) {
            Graphics2D panel = (Graphics2D) g.create();
            panel.translate(i % columns * width, i / columns * HEIGHT);
            chart(figure.panels().get(i)).paint(panel, width, HEIGHT);
            panel.dispose();
        }
        int y = rows() * HEIGHT + LEGEND_LINE / 2;
        for (List<Series> line : legendLines()) {
            int x = (columns * width
                            - line.stream().mapToInt(PlotDrawing::entryWidth).sum())
                    / 2;
            for (Series s : line) {
                entry(g, s, Math.max(MARGIN, x), y);
                x += entryWidth(s);
            }
            y += LEGEND_LINE;
        }
    }

    private static void entry(Graphics2D g, Series s, int x, int y) {
        g.setColor(Palette.colour(s.colour()));
        if (s.mark() != Mark.POINTS) {
            g.setStroke(s.mark() == Mark.DASHES ? DASHED : SOLID);
            g.draw(new Line2D.Double(x, y, x + LINE_LENGTH, y));
        }
        if (s.mark() == Mark.POINTS || s.mark() == Mark.POINTS_AND_LINE) {
            Palette.marker(s.colour()).paint(g, x + LINE_LENGTH / 2.0, y, 8);
        }
        g.setColor(INK);
        g.setFont(TEXT);
        g.drawString(s.name(), x + LINE_LENGTH + 8, y + 4);
    }

    private XYChart chart(Panel panel) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(HEIGHT)
                .title(panel.title())
                .xAxisTitle(panel.x().label())
                .yAxisTitle(panel.y().label())
                .build();
        XYStyler style = chart.getStyler();
        style.setLegendVisible(false);
        style.setChartTitleBoxVisible(false);
        style.setChartTitleFont(TITLE);
        style.setChartFontColor(INK);
        style.setAxisTitleFont(TEXT);
        style.setAxisTickLabelsFont(SMALL);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(true);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotContentSize(CONTENT);
        style.setChartPadding(10);
        style.setMarkerSize(7);
        style.setErrorBarsColorSeriesColor(true);
        style.setDecimalPattern("0.########");
        style.setXAxisTickMarkSpacingHint(60);
        style.setYAxisTickMarkSpacingHint(45);
        style.setXAxisLogarithmic(panel.x().logarithmic());
        style.setYAxisLogarithmic(panel.y().logarithmic());
        double[] x = range(panel.x(), panel.series(), PlotDrawing::xs);
        double[] y = range(panel.y(), panel.series(), PlotDrawing::ys);
        style.setXAxisMin(x[0]).setXAxisMax(x[1]).setYAxisMin(y[0]).setYAxisMax(y[1]);
        // with a custom formatter, XChart forgets that an axis is logarithmic
        if (panel.x().logarithmic()) {
            style.setXAxisLogarithmicDecadeOnly(x[1] > SHORT * x[0]);
        } else {
            List<String> names = panel.x().categories();
            chart.setCustomXAxisTickLabelsFormatter(
                    v -> names.isEmpty() ? Ticks.label(v, x[1] - x[0]) : Ticks.category(v, names));
        }
        if (panel.y().logarithmic()) {
            style.setYAxisLogarithmicDecadeOnly(y[1] > SHORT * y[0]);
        } else {
            chart.setCustomYAxisTickLabelsFormatter(v -> Ticks.label(v, y[1] - y[0]));
        }
        for (Series s : panel.series()) {
            add(chart, s, panel);
        }
        return chart;
    }

    private static void add(XYChart chart, Series s, Panel panel) {
        // what a logarithmic axis cannot show is left out; the table has it
        int[] shown = IntStream.range(0, s.x().length)
                .filter(i -> shows(panel.x(), s.x()[i]) && shows(panel.y(), s.y()[i]))
                .toArray();
        if (shown.length == 0) {
            return;
        }
        double[] x = pick(s.x(), shown);
        double[] y = pick(s.y(), shown);
        double[] error = s.error() == null ? null : pick(s.error(), shown);
        if (error != null && panel.y().logarithmic()) {
            // the lower end of a bar stays on the axis
            for (int i = 0; i < error.length; i++) {
                error[i] = Math.min(error[i], 0.95 * y[i]);
            }
        }
        String name = s.name();
        while (chart.getSeriesMap().containsKey(name)) {
            name += " ";
        }
        XYSeries series = chart.addSeries(name, x, y, error);
        Color colour = Palette.colour(s.colour());
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        boolean points = s.mark() == Mark.POINTS || s.mark() == Mark.POINTS_AND_LINE;
        series.setMarker(points ? Palette.marker(s.colour()) : SeriesMarkers.NONE);
        series.setLineStyle(s.mark() == Mark.DASHES ? DASHED : SOLID);
        if (s.mark() == Mark.POINTS) {
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
    }

    private static boolean shows(Axis axis, double value) {
        return Double.isFinite(value) && (value > 0 || !axis.logarithmic());
    }

    private static double[] pick(double[] from, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> from[i]).toArray();
    }

    private static DoubleStream xs(Series s) {
        return Arrays.stream(s.x());
    }

    private static DoubleStream ys(Series s) {
        return s.error() == null
                ? Arrays.stream(s.y())
                : IntStream.range(0, s.y().length)
                        .boxed()
                        .flatMapToDouble(
                                i -> DoubleStream.of(s.y()[i] - s.error()[i], s.y()[i], s.y()[i] + s.error()[i]));
    }

    /** The range of an axis: the one it asks for, or all values with some room around them. */
    private static double[] range(Axis axis, List<Series> series, Function<Series, DoubleStream> values) {
        double[] all = series.stream()
                .flatMapToDouble(values)
                .filter(v -> shows(axis, v))
                .toArray();
        DoubleUnaryOperator to = v -> axis.logarithmic() ? Math.log10(v) : v;
        double low = to.applyAsDouble(Arrays.stream(all).min().orElse(1));
        double high = to.applyAsDouble(Arrays.stream(all).max().orElse(10));
        double room = high > low ? ROOM * (high - low) : axis.logarithmic() ? 0.5 : Math.max(1e-9, 0.1 * Math.abs(low));
        double from = axis.logarithmic() ? Math.pow(10, low - room) : low - room;
        double until = axis.logarithmic() ? Math.pow(10, high + room) : high + room;
        if (axis.logarithmic() && until > SHORT * from) {
            // at least two powers of ten, so that the scale can be read
            double below = Math.pow(10, Math.floor(Math.log10(from)));
            double above = Math.pow(10, Math.ceil(Math.log10(until)));
            if (above < 999 * below && from / below < above / until) {
                from = 0.9 * below;
            } else if (above < 999 * below) {
                until = 1.1 * above;
            }
        }
        return new double[] {Double.isNaN(axis.min()) ? from : axis.min(), Double.isNaN(axis.max()) ? until : axis.max()
        };
    }
}
