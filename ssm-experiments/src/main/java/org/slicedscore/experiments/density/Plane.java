package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.slicedscore.engine.figure.Figure.PlaneMap;

/**
 * A rectangle of the plane of the first two columns, through 0 in all others.
 *
 * @param left least x
 * @param right greatest x
 * @param bottom least y
 * @param top greatest y
 */
record Plane(double left, double right, double bottom, double top) {
    /** Cells across and down. */
    static final int CELLS = 56;

    /** Arrows across and down. */
    static final int ARROWS = 14;

    private static final double ROOM = 0.12;

    /** The rectangle around rows [n, D], with some room. */
    static Plane around(double[] rows, int dim) {
        double[] x = range(rows, dim, 0);
        double[] y = range(rows, dim, 1);
        return new Plane(x[0], x[1], y[0], y[1]);
    }

    static Plane of(double[] ends) {
        return new Plane(ends[0], ends[1], ends[2], ends[3]);
    }

    double[] ends() {
        return new double[] {left, right, bottom, top};
    }

    /** All but the outermost thousandths of a column. */
    private static double[] range(double[] rows, int dim, int column) {
        double[] values = new double[rows.length / dim];
        Arrays.setAll(values, i -> rows[i * dim + column]);
        Arrays.sort(values);
        int cut = values.length / 1000;
        double least = values[cut];
        double most = values[values.length - 1 - cut];
        double room = ROOM * (most - least);
        return new double[] {least - room, most + room};
    }

    /** The middles of n × n cells as rows of a table, row by row from the top, the other columns being those given. */
    double[] grid(int n, double... others) {
        int dim = 2 + others.length;
        double[] rows = new double[n * n * dim];
        for (int i = 0; i < n * n; i++) {
            rows[i * dim] = left + (i % n + 0.5) / n * (right - left);
            rows[i * dim + 1] = top - (i / n + 0.5) / n * (top - bottom);
            System.arraycopy(others, 0, rows, i * dim + 2, others.length);
        }
        return rows;
    }

    /** A function of the middles of n × n cells. */
    double[] values(int n, int dim, ToDoubleFunction<double[]> of) {
        double[] rows = grid(n, new double[dim - 2]);
        double[] values = new double[n * n];
        Arrays.setAll(values, i -> of.applyAsDouble(Arrays.copyOfRange(rows, i * dim, (i + 1) * dim)));
        return values;
    }

    /**
     * A map of a density, dark where it is large; the shade is the root of the density as a share of the greatest.
     *
     * @param title above it
     * @param logDensity of the cells
     * @param greatest the log-density of the darkest shade
     * @param scores of the cells of arrows, x and y, or empty; an arrow is as long as a cell at most
     * @param usual the length of a score whose arrow is half as long as a cell
     */
    PlaneMap density(String title, double[] logDensity, double greatest, double[] scores, double usual) {
        float[] shades = new float[logDensity.length];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = (float) Math.exp(0.5 * (logDensity[i] - greatest));
        }
        return new PlaneMap(title, left, right, bottom, top, CELLS, shades, arrows(scores, usual), new double[0]);
    }

    PlaneMap points(String title, double[] points) {
        return new PlaneMap(title, left, right, bottom, top, 1, new float[0], new double[0], points);
    }

    /** The median length of scores. */
    static double usual(double[] scores) {
        double[] lengths = new double[scores.length / 2];
        Arrays.setAll(lengths, i -> Math.hypot(scores[2 * i], scores[2 * i + 1]));
        Arrays.sort(lengths);
        return lengths[lengths.length / 2];
    }

    private double[] arrows(double[] scores, double usual) {
        double[] tails = grid(ARROWS);
        double[] arrows = new double[2 * scores.length];
        double cell = Math.min(right - left, top - bottom) / ARROWS;
        for (int i = 0; i < scores.length / 2; i++) {
            double factor = cell / (Math.hypot(scores[2 * i], scores[2 * i + 1]) + usual);
            arrows[4 * i] = tails[2 * i];
            arrows[4 * i + 1] = tails[2 * i + 1];
            arrows[4 * i + 2] = tails[2 * i] + factor * scores[2 * i];
            arrows[4 * i + 3] = tails[2 * i + 1] + factor * scores[2 * i + 1];
        }
        return arrows;
    }
}
