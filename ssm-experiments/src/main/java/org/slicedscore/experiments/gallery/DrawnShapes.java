package org.slicedscore.experiments.gallery;

import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/**
 * Images of 16×16 pixels that are drawn from a known distribution: a disc, a ring, a square or a cross, in a place, of a size and
 * of a brightness that are uniform and independent, on black.
 */
final class DrawnShapes {
    static final ImageGrid GRID = new ImageGrid(16, 16, 1);
    /** The probability of each kind. */
    static final double[] WEIGHTS = {0.4, 0.3, 0.2, 0.1};

    private static final long SEED = 17;
    /** Points in a pixel, along each axis, by which it is decided how much of it a shape covers. */
    private static final int POINTS = 4;

    private DrawnShapes() {}

    /** The first images of the set, always the same. */
    static ImageSet draw(int count) {
        int side = GRID.width();
        double[] pixels = new double[count * GRID.size()];
        int[] kinds = new int[count];
        RandomStream random = new RandomStream(SEED, "shapes");
        for (int i = 0; i < count; i++) {
            kinds[i] = kind(random.uniform());
            double size = 3 + 2 * random.uniform();
            double x = size + (side - 2 * size) * random.uniform();
            double y = size + (side - 2 * size) * random.uniform();
            double brightness = 128 + 127 * random.uniform();
            for (int p = 0; p < GRID.size(); p++) {
                double share = covered(kinds[i], p % side - x, p / side - y, size);
                pixels[i * GRID.size() + p] = Math.rint(brightness * share);
            }
        }
        return new ImageSet(Table.of("shapes", GRID, pixels), GRID, kinds, WEIGHTS.length);
    }

    private static int kind(double uniform) {
        double sum = 0;
        for (int k = 0; k < WEIGHTS.length - 1; k++) {
            sum += WEIGHTS[k];
            if (uniform < sum) {
                return k;
            }
        }
        return WEIGHTS.length - 1;
    }

    /** The share of a pixel that a shape covers; its upper left corner as seen from the shape's centre. */
    private static double covered(int kind, double left, double top, double size) {
        int inside = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                double x = Math.abs(left + (i + 0.5) / POINTS);
                double y = Math.abs(top + (j + 0.5) / POINTS);
                inside += inside(kind, x / size, y / size) ? 1 : 0;
            }
        }
        return (double) inside / (POINTS * POINTS);
    }

    private static boolean inside(int kind, double x, double y) {
        double r = Math.hypot(x, y);
        return switch (kind) {
            case 0 -> r <= 1;
            case 1 -> r <= 1 && r >= 0.6;
            case 2 -> Math.max(x, y) <= 0.85;
            default -> Math.max(x, y) <= 1 && Math.min(x, y) <= 0.25;
        };
    }
}
