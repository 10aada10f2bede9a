package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;

/** x₁ ~ N(0, s²), x₂ | x₁ ~ N(b (x₁² − s²), 1). */
final class Banana implements SyntheticSet {
    private final double scale;
    private final double bend;

    Banana(double scale, double bend) {
        this.scale = scale;
        this.bend = bend;
    }

    @Override
    public String name() {
        return "banana";
    }

    @Override
    public int dim() {
        return 2;
    }

    private double ridge(double first) {
        return bend * (first * first - scale * scale);
    }

    @Override
    public void draw(RandomNumbers random, double[] out, int from) {
        double first = scale * random.normal();
        out[from] = first;
        out[from + 1] = ridge(first) + random.normal();
    }

    @Override
    public double logDensity(double[] x) {
        return NormalCdf.logPdf(x[0] / scale) - Math.log(scale) + NormalCdf.logPdf(x[1] - ridge(x[0]));
    }

    @Override
    public void score(double[] x, double[] out) {
        double residual = x[1] - ridge(x[0]);
        out[0] = -x[0] / (scale * scale) + 2 * bend * x[0] * residual;
        out[1] = -residual;
    }
}
