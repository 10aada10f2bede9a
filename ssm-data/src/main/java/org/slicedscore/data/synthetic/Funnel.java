package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;

/** v ~ N(0, s²), the others given v independent N(0, eᵛ) (R. Neal, "Slice sampling", 2003, section 8). */
final class Funnel implements SyntheticSet {
    private final int dim;
    private final double scale;

    Funnel(int dim, double scale) {
        this.dim = dim;
        this.scale = scale;
    }

    @Override
    public String name() {
        return "funnel";
    }

    @Override
    public int dim() {
        return dim;
    }

    @Override
    public void draw(RandomNumbers random, double[] out, int from) {
        double v = scale * random.normal();
        out[from] = v;
        for (int j = 1; j < dim; j++) {
            out[from + j] = Math.exp(v / 2) * random.normal();
        }
    }

    @Override
    public double logDensity(double[] x) {
        double v = x[0];
        double sum = NormalCdf.logPdf(v / scale) - Math.log(scale);
        for (int j = 1; j < dim; j++) {
            sum += NormalCdf.logPdf(x[j] * Math.exp(-v / 2)) - v / 2;
        }
        return sum;
    }

    @Override
    public void score(double[] x, double[] out) {
        double v = x[0];
        double precision = Math.exp(-v);
        double squares = 0;
        for (int j = 1; j < dim; j++) {
            squares += x[j] * x[j];
            out[j] = -x[j] * precision;
        }
        out[0] = -v / (scale * scale) + 0.5 * squares * precision - 0.5 * (dim - 1);
    }
}
