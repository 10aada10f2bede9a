package org.slicedscore.report.run;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.figure.Figure.Field;
import org.slicedscore.report.run.PairFigures.Area;
import org.slicedscore.report.statistics.PairDensity;

/**
 * The log-density and the score of a model of two columns, computed at the points of grids. Where the model draws no rows its density
 * counts as 0: there are no contours to find there, and the probability flow would take long.
 *
 * @param field the log-density less its maximum, with the levels within which shares of drawn rows lie
 * @param scores x, y and both components of the score at the points of a coarse grid
 */
record PlaneDensity(Field field, double[] scores) {
    private static final int GRID = 52;
    static final int ARROWS = 15;

    /** Beyond this below the maximum a log-density is not told from that of a point without rows. */
    private static final double FLOOR = -14;

    private static final double NEAR = 3;

    static PlaneDensity of(DeviceModel device, Area area, double[] drawnX, double[] drawnY) {
        boolean[] near = near(area, GRID, drawnX, drawnY);
        int[] asked = IntStream.range(0, near.length).filter(i -> near[i]).toArray();
        double[] points = new double[2 * asked.length];
        for (int k = 0; k < asked.length; k++) {
            points[2 * k] = area.left() + asked[k] % GRID * (area.right() - area.left()) / (GRID - 1);
            points[2 * k + 1] = area.top() - asked[k] / GRID * (area.top() - area.bottom()) / (GRID - 1);
        }
        double[] coarse = new double[2 * ARROWS * ARROWS];
        for (int k = 0; k < ARROWS * ARROWS; k++) {
            coarse[2 * k] = area.left() + (k % ARROWS + 0.5) * (area.right() - area.left()) / ARROWS;
            coarse[2 * k + 1] = area.bottom() + (k / ARROWS + 0.5) * (area.top() - area.bottom()) / ARROWS;
        }
        try (Scoring scoring = new Scoring(device)) {
            double[] log = scoring.score(points).logDensity();
            double most = Arrays.stream(log).max().orElse(0);
            double[] values = new double[GRID * GRID];
            Arrays.fill(values, FLOOR);
            for (int k = 0; k < asked.length; k++) {
                values[asked[k]] = Math.max(FLOOR, log[k] - most);
            }
            double[] s = scoring.scores(coarse);
            double[] scores = new double[2 * coarse.length];
            for (int k = 0; k < coarse.length / 2; k++) {
                scores[4 * k] = coarse[2 * k];
                scores[4 * k + 1] = coarse[2 * k + 1];
                scores[4 * k + 2] = Double.isFinite(s[2 * k]) ? s[2 * k] : 0;
                scores[4 * k + 3] = Double.isFinite(s[2 * k + 1]) ? s[2 * k + 1] : 0;
            }
            double[] levels = PairDensity.levels(at(values, area, drawnX, drawnY));
            return new PlaneDensity(
                    new Field(area.left(), area.right(), area.bottom(), area.top(), GRID, values, levels), scores);
        }
    }

    /** The values of the grid at points, bilinear. */
    private static double[] at(double[] values, Area area, double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .filter(i -> x[i] >= area.left() && x[i] <= area.right() && y[i] >= area.bottom() && y[i] <= area.top())
                .mapToDouble(i -> {
                    double c = (x[i] - area.left()) / (area.right() - area.left()) * (GRID - 1);
                    double r = (area.top() - y[i]) / (area.top() - area.bottom()) * (GRID - 1);
                    int c0 = Math.min(GRID - 2, (int) c);
                    int r0 = Math.min(GRID - 2, (int) r);
                    double up = values[r0 * GRID + c0] * (c0 + 1 - c) + values[r0 * GRID + c0 + 1] * (c - c0);
                    double down =
                            values[(r0 + 1) * GRID + c0] * (c0 + 1 - c) + values[(r0 + 1) * GRID + c0 + 1] * (c - c0);
                    return up * (r0 + 1 - r) + down * (r - r0);
                })
                .toArray();
    }

    /** Which points of a grid have drawn rows nearby. */
    private static boolean[] near(Area area, int grid, double[] x, double[] y) {
        boolean[] near = new boolean[grid * grid];
        int cells = Math.max(2, (int) Math.ceil(NEAR * grid / 40));
        for (int i = 0; i < x.length; i++) {
            int c = (int) Math.rint((x[i] - area.left()) / (area.right() - area.left()) * (grid - 1));
            int r = (int) Math.rint((area.top() - y[i]) / (area.top() - area.bottom()) * (grid - 1));
            for (int row = Math.max(0, r - cells); row <= Math.min(grid - 1, r + cells); row++) {
                for (int column = Math.max(0, c - cells); column <= Math.min(grid - 1, c + cells); column++) {
                    near[row * grid + column] = true;
                }
            }
        }
        return near;
    }

    /** Whether a model is one of two columns of numbers, which stand for themselves. */
    static boolean fits(DeviceModel device) {
        var preprocessing = device.model().preprocessing();
        return device.components().conditions() == 0
                && preprocessing.inputs() == 2
                && preprocessing.dim() == 2
                && preprocessing.hasDensity();
    }

    /** Arrows for points of the plane with contours; those far from all rows say little and are left out. */
    double[] nearArrows() {
        double[] out = new double[scores.length];
        int count = 0;
        for (int k = 0; k < scores.length / 4; k++) {
            double c = (scores[4 * k] - field.left()) / (field.right() - field.left()) * (GRID - 1);
            double r = (field.top() - scores[4 * k + 1]) / (field.top() - field.bottom()) * (GRID - 1);
            if (field.values()[(int) Math.rint(r) * GRID + (int) Math.rint(c)] > FLOOR) {
                System.arraycopy(scores, 4 * k, out, 4 * count, 4);
                count++;
            }
        }
        return Arrays.copyOf(out, 4 * count);
    }
}
