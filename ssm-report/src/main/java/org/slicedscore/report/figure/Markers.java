package org.slicedscore.report.figure;

import java.util.List;

/** Marks of points: one shape for each colour, so that colour is not the only difference. */
final class Markers {
    private static final double[] SQUARE = {-0.45, -0.45, 0.45, -0.45, 0.45, 0.45, -0.45, 0.45};
    private static final double[] UP = {0, -0.58, 0.55, 0.42, -0.55, 0.42};
    private static final double[] DIAMOND = {0, -0.6, 0.6, 0, 0, 0.6, -0.6, 0};
    private static final double[] DOWN = {0, 0.58, 0.55, -0.42, -0.55, -0.42};
    private static final double[] PLUS = {
        -0.15, -0.55, 0.15, -0.55, 0.15, -0.15, 0.55, -0.15, 0.55, 0.15, 0.15, 0.15, 0.15, 0.55, -0.15, 0.55, -0.15,
        0.15, -0.55, 0.15, -0.55, -0.15, -0.15, -0.15
    };
    private static final double[] BAR = {-0.6, -0.22, 0.6, -0.22, 0.6, 0.22, -0.6, 0.22};
    private static final double[] UPRIGHT = {-0.22, -0.6, 0.22, -0.6, 0.22, 0.6, -0.22, 0.6};

    /** The shape of each colour's mark after the first, which is a circle. */
    private static final List<double[]> SHAPES = List.of(SQUARE, UP, DIAMOND, DOWN, PLUS, BAR, UPRIGHT);

    private Markers() {}

    static void draw(Pen pen, int colour, double x, double y, double size) {
        int shape = colour % (SHAPES.size() + 1);
        Ink ink = Ink.series(colour);
        if (shape == 0) {
            pen.dots(ink, size, 1, x, y);
            return;
        }
        double[] corners = SHAPES.get(shape - 1).clone();
        for (int i = 0; i < corners.length; i++) {
            corners[i] = (i % 2 == 0 ? x : y) + size * corners[i];
        }
        pen.fill(ink, 1, List.of(corners));
    }
}
