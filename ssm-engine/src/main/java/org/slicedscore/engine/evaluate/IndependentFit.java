package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/** Independent Gaussian columns, with the means and variances of the training rows. */
final class IndependentFit implements Yardstick {
    private final ColumnMoments moments;

    /** Fits rows whose columns all vary. */
    IndependentFit(ColumnMoments moments) {
        this.moments = moments;
    }

    @Override
    public String id() {
        return "independent";
    }

    @Override
    public String name() {
        return "independent Gaussian columns";
    }

    @Override
    public Values at(Dataset rows) {
        int dim = rows.dim();
        double[] losses = new double[rows.rows()];
        double[] logDensities = new double[rows.rows()];
        for (int i = 0; i < losses.length; i++) {
            for (int j = 0; j < dim; j++) {
                double variance = moments.deviation()[j] * moments.deviation()[j];
                double d = rows.at(i, j) - moments.mean()[j];
                losses[i] += -1 / variance + 0.5 * (d / variance) * (d / variance);
                logDensities[i] -= 0.5 * (d * d / variance + Math.log(2 * Math.PI * variance));
            }
        }
        return new Values(losses, logDensities);
    }
}
