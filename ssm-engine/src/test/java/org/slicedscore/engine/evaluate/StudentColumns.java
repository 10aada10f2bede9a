package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/** Independent columns of Student's t: its score is bounded, as that of a network with linear tails. */
record StudentColumns(double freedom, double scale) implements Yardstick {
    @Override
    public String id() {
        return "student";
    }

    @Override
    public String name() {
        return "Student " + freedom + ", " + scale;
    }

    @Override
    public Values at(Dataset rows) {
        int dim = rows.dim();
        double[] losses = new double[rows.rows()];
        double width = freedom * scale * scale;
        for (int i = 0; i < rows.values().length; i++) {
            double x = rows.values()[i];
            double s = -(freedom + 1) * x / (width + x * x);
            double slope = -(freedom + 1) * (width - x * x) / ((width + x * x) * (width + x * x));
            losses[i / dim] += slope + 0.5 * s * s;
        }
        return new Values(losses, null);
    }
}
