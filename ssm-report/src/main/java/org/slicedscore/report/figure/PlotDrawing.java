package org.slicedscore.report.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;
import org.slicedscore.report.figure.Pen.Stroke;

/** Panels side by side, and below them one legend for all. */
final class PlotDrawing implements Drawing {
    private static final int WIDTH = 430;
    private static final int WIDTH_ALONE = 580;
    private static final int HEIGHT = 340;

    /** Of more panels than this, four small ones stand side by side. */
    private static final int MANY = 9;

    private static final int SMALL_WIDTH = 290;
    private static final int SMALL_HEIGHT = 210;
    private static final int LINE_LENGTH = 30;
    private static final int LEGEND_LINE = 20;
    private static final int MARGIN = 12;
    private static final Lettering TEXT = new Lettering(12, false, Ink.INK, Anchor.START);

    private final Figure.Plot figure;
    private final int columns;
    private final int panelWidth;
    private final int panelHeight;

    PlotDrawing(Figure.Plot figure) {
        this.figure = figure;
        int n = figure.panels().size();
        columns = n > MANY ? 4 : n == 4 ? 2 : Math.min(3, n);
        panelWidth = n > MANY ? SMALL_WIDTH : n == 1 ? WIDTH_ALONE : WIDTH;
        boolean square = n == 1 && figure.panels().getFirst().field() != null;
        panelHeight = n > MANY ? SMALL_HEIGHT : square ? WIDTH_ALONE - 40 : HEIGHT;
    }

    private int rows() {
        return (figure.panels().size() + columns - 1) / columns;
    }

    /** Series by name, the first of each; a single one without a name needs no legend. */
    static Map<String, Series> legend(Figure.Plot figure) {
        Map<String, Series> legend = new LinkedHashMap<>();
        figure.panels()
                .forEach(p -> p.series().stream()
                        .filter(s -> !s.name().isEmpty())
                        .forEach(s -> legend.putIfAbsent(s.name(), s)));
        return legend;
    }

    private List<List<Series>> legendLines() {
        List<List<Series>> lines = new ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (Series s : legend(figure).values()) {
            double entry = entryWidth(s);
            if (x + entry > width() - MARGIN) {
                lines.add(new ArrayList<>());
                x = MARGIN;
            }
            lines.getLast().add(s);
            x += entry;
        }
        return lines;
    }

    private static double entryWidth(Series s) {
        return LINE_LENGTH + 24 + Lengths.of(s.name(), TEXT.size(), false);
    }

    @Override
    public int width() {
        return columns * panelWidth;
    }

    @Override
    public int height() {
        return rows() * panelHeight + legendLines().size() * LEGEND_LINE + MARGIN;
    }

    @Override
    public void draw(Pen pen) {
        for (int i = 0; i < figure.panels().size(); i++) {
            PanelDrawing panel = new PanelDrawing(figure.panels().get(i), panelWidth - 8, panelHeight - 8);
            pen.moved(i % columns * panelWidth + 4, i / columns * panelHeight + 4, () -> panel.draw(pen));
        }
        double y = rows() * panelHeight + LEGEND_LINE / 2.0;
        for (List<Series> line : legendLines()) {
            double all = line.stream().mapToDouble(PlotDrawing::entryWidth).sum();
            double x = Math.max(MARGIN, (width() - all) / 2);
            for (Series s : line) {
                key(pen, s, x, y, LINE_LENGTH);
                pen.text(TEXT, x + LINE_LENGTH + 8, y + 4, s.name());
                x += entryWidth(s);
            }
            y += LEGEND_LINE;
        }
    }

    /** What a series looks like, from a point to the right. */
    static void key(Pen pen, Series s, double x, double y, double length) {
        Ink ink = Ink.series(s.colour());
        switch (s.mark()) {
            case BARS, BAND ->
                pen.fill(ink, s.mark() == Mark.BARS ? 0.45 : 0.22, List.of(new double[] {
                    x + 6, y - 5, x + length - 6, y - 5, x + length - 6, y + 5, x + 6, y + 5
                }));
            case POINTS -> {
                if (s.x().length > SeriesDrawing.CLOUD) {
                    pen.dots(ink, 4, 1, x + length / 2, y);
                } else {
                    Markers.draw(pen, s.colour(), x + length / 2, y, 7);
                }
            }
            case POINTS_AND_LINE -> {
                pen.line(Stroke.solid(ink, 1.8), x, y, x + length, y);
                Markers.draw(pen, s.colour(), x + length / 2, y, 7);
            }
            case LINE, STEPS -> pen.line(Stroke.solid(ink, 1.8), x, y, x + length, y);
            case DASHES, RULES -> pen.line(new Stroke(ink, 1.8, true), x, y, x + length, y);
        }
    }
}
