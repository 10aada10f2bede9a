package org.slicedscore.models.detector;

import java.util.stream.IntStream;

/** The bandwidth at which rows left out are likeliest, from a grid. */
final class Bandwidth {
    private static final double FIRST = 0.05;
    private static final double RATIO = 1.15;
    private static final int COUNT = 30;
    private static final int MOST = 1000;

    private Bandwidth() {}

    /** Of up to 1000 rows, spread evenly over all, each is left out of the density of all others. */
    static double likeliest(Distances learned) {
        int some = Math.min(MOST, learned.rows());
        double[][] logs = new double[some][];
        IntStream.range(0, some)
                .parallel()
                .forEach(i -> logs[i] = leftOut(learned, (int) ((long) i * learned.rows() / some)));
        double best = Double.NEGATIVE_INFINITY;
        double bandwidth = 1;
        for (int g = 0; g < COUNT; g++) {
            double mean = 0;
            for (double[] log : logs) {
                mean += log[g] / some;
            }
            if (mean > best) {
                best = mean;
                bandwidth = at(g);
            }
        }
        return bandwidth;
    }

    private static double at(int g) {
        return FIRST * Math.pow(RATIO, g);
    }

    /** The log-density of a row left out, up to a constant, at each bandwidth of the grid. */
    private static double[] leftOut(Distances learned, int which) {
        float[] row = new float[learned.dim()];
        learned.copy(which, row, 0);
        double[] squared = new double[learned.count() * Distances.LANES];
        double[] block = new double[Distances.LANES];
        for (int b = 0; b < learned.count(); b++) {
            learned.squared(row, 0, b, block);
            System.arraycopy(block, 0, squared, b * Distances.LANES, Distances.LANES);
        }
        double[] logs = new double[COUNT];
        LogSum sum = new LogSum();
        for (int g = 0; g < COUNT; g++) {
            sum.clear(at(g));
            for (int b = 0; b < learned.count(); b++) {
                int first = b * Distances.LANES;
                sum.show(squared, first, Math.min(Distances.LANES, learned.rows() - first), which - first);
            }
            logs[g] = sum.value() - learned.dim() * Math.log(at(g));
        }
        return logs;
    }
}
