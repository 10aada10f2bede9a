package org.slicedscore.models.detector;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The bandwidth at which rows left out are likeliest, from a grid. */
final class Bandwidth {
    private static final double FIRST = 0.05;
    private static final double RATIO = 1.15;
    private static final int COUNT = 30;
    private static final int STRIDE = 4;
    private static final int MOST = 1000;

    private Bandwidth() {}

    /**
     * Of up to 1000 rows, spread evenly over all, each is left out of the density of all others. Every fourth bandwidth of the
     * grid is tried, then those around the best.
     */
    static double likeliest(Distances learned) {
        int some = Math.min(MOST, learned.rows());
        double[] means = new double[COUNT];
        Arrays.fill(means, Double.NEGATIVE_INFINITY);
        int[] coarse = IntStream.range(0, COUNT).filter(g -> g % STRIDE == 0).toArray();
        evaluate(learned, some, coarse, means);
        int centre = best(means);
        int[] fine = IntStream.range(Math.max(0, centre - STRIDE + 1), Math.min(COUNT, centre + STRIDE))
                .filter(g -> g % STRIDE != 0)
                .toArray();
        evaluate(learned, some, fine, means);
        return at(best(means));
    }

    private static int best(double[] means) {
        int best = 0;
        for (int g = 1; g < COUNT; g++) {
            best = means[g] > means[best] ? g : best;
        }
        return best;
    }

    /** Writes the mean log-densities of rows left out at some bandwidths of the grid. */
    private static void evaluate(Distances learned, int some, int[] grid, double[] means) {
        double[][] logs = new double[some][];
        IntStream.range(0, some)
                .parallel()
                .forEach(i -> logs[i] = leftOut(learned, (int) ((long) i * learned.rows() / some), grid));
        for (int k = 0; k < grid.length; k++) {
            double mean = 0;
            for (double[] log : logs) {
                mean += log[k] / some;
            }
            means[grid[k]] = mean;
        }
    }

    private static double at(int g) {
        return FIRST * Math.pow(RATIO, g);
    }

    /** The log-density of a row left out, up to a constant, at some bandwidths of the grid. */
    private static double[] leftOut(Distances learned, int which, int[] grid) {
        float[] row = new float[learned.dim()];
        learned.copy(which, row, 0);
        double[] squared = new double[learned.count() * Distances.LANES];
        double[] block = new double[Distances.LANES];
        for (int b = 0; b < learned.count(); b++) {
            learned.squared(row, 0, b, block);
            System.arraycopy(block, 0, squared, b * Distances.LANES, Distances.LANES);
        }
        double[] logs = new double[grid.length];
        LogSum sum = new LogSum();
        for (int k = 0; k < grid.length; k++) {
            double bandwidth = at(grid[k]);
            sum.clear(bandwidth);
            for (int b = 0; b < learned.count(); b++) {
                int first = b * Distances.LANES;
                sum.show(squared, first, Math.min(Distances.LANES, learned.rows() - first), which - first);
            }
            logs[k] = sum.value() - learned.dim() * Math.log(bandwidth);
        }
        return logs;
    }
}
