package org.slicedscore.engine.sample;

import java.util.stream.IntStream;

/** Keeps some draws of some columns, enough to judge convergence. */
final class Recorder {
    private static final int MOST_COLUMNS = 128;
    private static final int MOST_DRAWS = 1000;
    private static final long MOST_NUMBERS = 1 << 25;

    private final int chains;
    private final int dim;
    private final int columns;
    private final long stride;
    private final float[][] kept;
    private int size;

    Recorder(int chains, int dim, long transitions) {
        this.chains = chains;
        this.dim = dim;
        columns = Math.min(dim, MOST_COLUMNS);
        long most = Math.clamp(MOST_NUMBERS / ((long) chains * columns), 4, MOST_DRAWS);
        stride = Math.max(1, (transitions + most - 1) / most);
        kept = new float[(int) (transitions / stride)][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new float[chains * columns];
        }
    }

    /** Whether to record the positions of a transition, counted from 1. */
    boolean wants(long transition) {
        return transition % stride == 0 && size < kept.length;
    }

    /** Records the rows [chains, D] of such a transition. */
    void add(double[] rows) {
        float[] to = kept[size++];
        for (int c = 0; c < chains; c++) {
            for (int k = 0; k < columns; k++) {
                to[c * columns + k] = (float) rows[c * dim + column(k)];
            }
        }
    }

    int columns() {
        return columns;
    }

    /** The k-th recorded column; they are spread evenly over all columns. */
    int column(int k) {
        return (int) ((long) k * dim / columns);
    }

    /** The diagnostics of each recorded column. */
    ChainDiagnostics[] diagnose() {
        ChainDiagnostics[] out = new ChainDiagnostics[columns];
        if (size == 0) {
            java.util.Arrays.fill(out, new ChainDiagnostics(Double.NaN, Double.NaN));
            return out;
        }
        IntStream.range(0, columns).parallel().forEach(k -> {
            double[][] draws = new double[chains][size];
            for (int t = 0; t < size; t++) {
                for (int c = 0; c < chains; c++) {
                    draws[c][t] = kept[t][c * columns + k];
                }
            }
            out[k] = ChainDiagnostics.of(draws);
        });
        return out;
    }
}
