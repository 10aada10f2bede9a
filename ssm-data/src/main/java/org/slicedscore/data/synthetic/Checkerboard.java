package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;

/**
 * The uniform density on the eight dark squares (side 2) of [−4, 4]², convolved with N(0, σ²I): a sum of products of
 * differences of normal distribution functions.
 */
final class Checkerboard implements SyntheticSet {
    private static final int CELLS = 4;
    private static final double SIDE = 2;
    private static final double START = -4;
    /** 8 squares of area 4. */
    private static final double LOG_AREA = Math.log(32);

    private final double sigma;

    Checkerboard(double sigma) {
        this.sigma = sigma;
    }

    @Override
    public String name() {
        return "checkerboard";
    }

    @Override
    public int dim() {
        return 2;
    }

    private static boolean dark(int column, int row) {
        return (column + row) % 2 == 0;
    }

    @Override
    public void draw(RandomNumbers random, double[] out, int from) {
        int square = random.nextInt(CELLS * CELLS / 2);
        int row = square / 2;
        int column = 2 * (square % 2) + row % 2;
        out[from] = START + SIDE * (column + random.uniform()) + sigma * random.normal();
        out[from + 1] = START + SIDE * (row + random.uniform()) + sigma * random.normal();
    }

    /** log of the blurred indicator of each cell along one axis. */
    private double[] logMass(double x) {
        double[] mass = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            double low = START + SIDE * i;
            mass[i] = NormalCdf.logBetween((x - low - SIDE) / sigma, (x - low) / sigma);
        }
        return mass;
    }

    @Override
    public double logDensity(double[] x) {
        double[] first = logMass(x[0]);
        double[] second = logMass(x[1]);
        double most = largest(first, second);
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                sum += dark(i, j) ? Math.exp(first[i] + second[j] - most) : 0;
            }
        }
        return most + Math.log(sum) - LOG_AREA;
    }

    private static double largest(double[] first, double[] second) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                most = dark(i, j) ? Math.max(most, first[i] + second[j]) : most;
            }
        }
        return most;
    }

    @Override
    public void score(double[] x, double[] out) {
        double[] first = logMass(x[0]);
        double[] second = logMass(x[1]);
        double most = largest(first, second);
        double sum = 0;
        double dx = 0;
        double dy = 0;
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                if (dark(i, j)) {
                    sum += Math.exp(first[i] + second[j] - most);
                    dx += slope(x[0], i, second[j] - most);
                    dy += slope(x[1], j, first[i] - most);
                }
            }
        }
        out[0] = dx / sum;
        out[1] = dy / sum;
    }

    /** The derivative of one cell's mass along its axis, times exp(logFactor). */
    private double slope(double x, int cell, double logFactor) {
        double low = START + SIDE * cell;
        double rise = NormalCdf.logPdf((x - low) / sigma);
        double fall = NormalCdf.logPdf((x - low - SIDE) / sigma);
        return (Math.exp(rise + logFactor) - Math.exp(fall + logFactor)) / sigma;
    }
}
