package org.slicedscore.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;

/**
 * The curves of a panel in characters: the last curve in quarters of blocks, the others in dots, and a vertical line for what
 * stands at one x.
 */
final class BlockPlot {
    /** By the quarters that are filled: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
    private static final String QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";

    private static final int ROWS = 14;
    private static final int FEWEST = 30;
    private static final int MOST = 100;

    private final Panel panel;
    private final int width;
    private final Scale x;
    private final Scale y;
    private final Ticks yTicks;
    private final int margin;
    private final char[][] cells;

    private BlockPlot(Panel panel, int columns) {
        this.panel = panel;
        double[] xs = values(true);
        double[] ys = values(false);
        Scale scaleY = Scale.of(panel.y(), ys, 2 * ROWS - 1, 0);
        yTicks = scaleY.ticks(5);
        margin = yTicks.labels().stream().mapToInt(String::length).max().orElse(0) + 2;
        width = Math.clamp(columns, FEWEST, MOST) - margin - 1;
        x = Scale.of(panel.x(), xs, 0, 2 * width - 1);
        y = scaleY;
        cells = new char[ROWS][width];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
    }

    private double[] values(boolean across) {
        return panel.series().stream()
                .filter(s -> s.mark() != Mark.RULES && s.mark() != Mark.BAND)
                .flatMapToDouble(s -> Arrays.stream(across ? s.x() : s.y()))
                .toArray();
    }

    /** The lines of a figure's first panel; a figure without curves has a line that says so. */
    static String lines(Figure figure, int columns) {
        return figure instanceof Figure.Plot plot && !plot.panels().isEmpty()
                ? new BlockPlot(plot.panels().getFirst(), columns).lines()
                : "a figure of images or maps cannot be shown in characters\n";
    }

    private String lines() {
        List<Series> curves = panel.series().stream()
                .filter(s -> s.mark() != Mark.RULES && s.mark() != Mark.BAND)
                .toList();
        List<String> legend = new ArrayList<>();
        for (Series s : panel.series()) {
            if (s.mark() == Mark.RULES) {
                for (double v : s.x()) {
                    rule(v);
                }
                legend.add("┆ " + s.name());
            } else if (s.mark() != Mark.BAND && s != curves.getLast()) {
                dots(s);
                legend.add("· " + s.name());
            }
        }
        if (!curves.isEmpty()) {
            blocks(curves.getLast());
            legend.add("█ " + curves.getLast().name());
        }
        StringBuilder out = new StringBuilder();
        out.append(" ".repeat(margin))
                .append(panel.title())
                .append(
                        panel.x().label().isEmpty()
                                ? ""
                                : " against " + panel.x().label())
                .append("   ")
                .append(String.join("   ", legend))
                .append('\n');
        for (int row = 0; row < ROWS; row++) {
            out.append(label(row))
                    .append('│')
                    .append(new String(cells[row]).stripTrailing())
                    .append('\n');
        }
        out.append(" ".repeat(margin - 1)).append('└').append("─".repeat(width)).append('\n');
        return out.append(below()).append('\n').toString();
    }

    private String label(int row) {
        for (int i = 0; i < yTicks.values().length; i++) {
            if ((int) Math.rint(y.at(yTicks.values()[i])) / 2 == row) {
                return String.format("%" + (margin - 1) + "s", yTicks.labels().get(i));
            }
        }
        return " ".repeat(margin - 1);
    }

    private String below() {
        char[] line = new char[margin + width];
        Arrays.fill(line, ' ');
        Ticks ticks = x.ticks(Math.max(2, width / 14));
        int free = 0;
        for (int i = 0; i < ticks.values().length; i++) {
            String text = ticks.labels().get(i);
            int at = margin + (int) Math.rint(x.at(ticks.values()[i])) / 2 - text.length() / 2;
            if (at >= free && at + text.length() <= line.length) {
                text.getChars(0, text.length(), line, at);
                free = at + text.length() + 1;
            }
        }
        return new String(line).stripTrailing();
    }

    private void rule(double value) {
        int column = (int) Math.rint(x.at(value)) / 2;
        for (char[] row : cells) {
            if (column >= 0 && column < width) {
                row[column] = '┆';
            }
        }
    }

    private void dots(Series s) {
        boolean[][] set = raster(s);
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < width; c++) {
                if (quarters(set, r, c) > 0) {
                    cells[r][c] = '·';
                }
            }
        }
    }

    private void blocks(Series s) {
        boolean[][] set = raster(s);
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < width; c++) {
                int quarters = quarters(set, r, c);
                if (quarters > 0) {
                    cells[r][c] = QUARTERS.charAt(quarters);
                }
            }
        }
    }

    private static int quarters(boolean[][] set, int row, int column) {
        return (set[2 * row][2 * column] ? 1 : 0)
                | (set[2 * row][2 * column + 1] ? 2 : 0)
                | (set[2 * row + 1][2 * column] ? 4 : 0)
                | (set[2 * row + 1][2 * column + 1] ? 8 : 0);
    }

    /** The half characters that a curve goes through. */
    private boolean[][] raster(Series s) {
        boolean[][] set = new boolean[2 * ROWS][2 * width];
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < s.x().length; i++) {
            double px = x.at(s.x()[i]);
            double py = y.at(s.y()[i]);
            if (!Double.isFinite(px + py)) {
                continue;
            }
            double length = Double.isNaN(lastX) ? 0 : Math.max(Math.abs(px - lastX), Math.abs(py - lastY));
            int steps = (int) Math.ceil(Math.min(length, 10_000)) + 1;
            for (int k = 0; k < steps; k++) {
                double share = steps == 1 ? 1 : k / (steps - 1.0);
                double cx = Double.isNaN(lastX) ? px : lastX + share * (px - lastX);
                double cy = Double.isNaN(lastY) ? py : lastY + share * (py - lastY);
                int column = (int) Math.rint(cx);
                int row = (int) Math.rint(cy);
                if (column >= 0 && column < 2 * width && row >= 0 && row < 2 * ROWS) {
                    set[row][column] = true;
                }
            }
            lastX = px;
            lastY = py;
        }
        return set;
    }
}
