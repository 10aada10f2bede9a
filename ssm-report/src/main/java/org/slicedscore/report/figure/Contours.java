package org.slicedscore.report.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.figure.Figure.Field;

/**
 * The curves on which a function of the plane has a value, by marching squares: in each cell of the grid the curve is a straight line
 * between points that are interpolated on the cell's sides. Beyond the grid the function counts as smaller, so that every curve is
 * closed.
 *
 * <p>Source: Lorensen and Cline 1987, "Marching cubes", SIGGRAPH, in two dimensions; of the two ways to join a saddle, the one that
 * the mean of the cell's corners says.
 */
final class Contours {
    private final Field field;
    private final double level;
    private final int across;
    private final int down;
    private final double floor;

    /** From a side of a cell to the side on which the curve leaves it. */
    private final Map<Long, Long> next = new HashMap<>();

    private Contours(Field field, double level) {
        this.field = field;
        this.level = level;
        across = field.width() + 2;
        down = field.height() + 2;
        // far below the level, so that curves end at the edge of the grid; near enough to interpolate between
        double least = level;
        for (double v : field.values()) {
            least = Double.isFinite(v) ? Math.min(least, v) : least;
        }
        floor = least - 1e-3 * Math.max(1e-9, Math.abs(level - least));
    }

    /**
     * The rings around where a function is at least a value.
     *
     * @param field the function
     * @param level the value
     * @return x and y of the corners of each ring, in the plane's coordinates
     */
    static List<double[]> rings(Field field, double level) {
        return new Contours(field, level).rings();
    }

    private List<double[]> rings() {
        for (int row = 0; row + 1 < down; row++) {
            for (int column = 0; column + 1 < across; column++) {
                cell(column, row);
            }
        }
        List<double[]> rings = new ArrayList<>();
        while (!next.isEmpty()) {
            long start = next.keySet().iterator().next();
            List<Long> sides = new ArrayList<>();
            for (Long side = start; side != null; side = next.remove(side)) {
                sides.add(side);
            }
            double[] ring = new double[2 * (sides.size() - 1)];
            for (int i = 0; i + 1 < sides.size(); i++) {
                point(sides.get(i), ring, 2 * i);
            }
            rings.add(ring);
        }
        return rings;
    }

    /** A value of the grid with a border around it; what is not a number counts as far below. */
    private double value(int column, int row) {
        if (column == 0 || row == 0 || column == across - 1 || row == down - 1) {
            return floor;
        }
        double v = field.values()[(row - 1) * field.width() + column - 1];
        return Double.isFinite(v) ? v : v > 0 ? Double.MAX_VALUE / 4 : floor;
    }

    private boolean in(int column, int row) {
        return value(column, row) >= level;
    }

    /** Joins the sides of a cell, with the greater values on the left-hand side. */
    private void cell(int c, int r) {
        int corners = (in(c, r) ? 1 : 0) | (in(c + 1, r) ? 2 : 0) | (in(c + 1, r + 1) ? 4 : 0) | (in(c, r + 1) ? 8 : 0);
        long top = side(c, r, false);
        long bottom = side(c, r + 1, false);
        long left = side(c, r, true);
        long right = side(c + 1, r, true);
        switch (corners) {
            case 1 -> next.put(left, top);
            case 2 -> next.put(top, right);
            case 3 -> next.put(left, right);
            case 4 -> next.put(right, bottom);
            case 5 -> saddle(c, r, left, top, right, bottom, true);
            case 6 -> next.put(top, bottom);
            case 7 -> next.put(left, bottom);
            case 8 -> next.put(bottom, left);
            case 9 -> next.put(bottom, top);
            case 10 -> saddle(c, r, left, top, right, bottom, false);
            case 11 -> next.put(bottom, right);
            case 12 -> next.put(right, left);
            case 13 -> next.put(right, top);
            case 14 -> next.put(top, left);
            default -> {}
        }
    }

    private void saddle(int c, int r, long left, long top, long right, long bottom, boolean falling) {
        double mean = (value(c, r) + value(c + 1, r) + value(c, r + 1) + value(c + 1, r + 1)) / 4;
        boolean joined = mean >= level;
        if (falling) {
            next.put(left, joined ? bottom : top);
            next.put(right, joined ? top : bottom);
        } else {
            next.put(top, joined ? left : right);
            next.put(bottom, joined ? right : left);
        }
    }

    /** The number of a side: from a corner to the right, or downwards. */
    private long side(int column, int row, boolean downwards) {
        return 2L * ((long) row * across + column) + (downwards ? 1 : 0);
    }

    /** Where the curve crosses a side. */
    private void point(long side, double[] ring, int at) {
        boolean downwards = side % 2 == 1;
        int column = (int) (side / 2 % across);
        int row = (int) (side / 2 / across);
        double here = value(column, row);
        double there = downwards ? value(column, row + 1) : value(column + 1, row);
        double share = Math.clamp((level - here) / (there - here), 0, 1);
        double x = column - 1 + (downwards ? 0 : share);
        double y = row - 1 + (downwards ? share : 0);
        double right = Math.clamp(x, 0, field.width() - 1) / (field.width() - 1);
        double below = Math.clamp(y, 0, field.height() - 1) / (field.height() - 1);
        ring[at] = field.left() + right * (field.right() - field.left());
        ring[at + 1] = field.top() + below * (field.bottom() - field.top());
    }
}
