package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;

/**
 * N(0, Σ) with Σᵢⱼ = ρ^|i−j|: the stationary chain x₁ = z₁, xᵢ = ρ xᵢ₋₁ + √(1−ρ²) zᵢ, whose density is a product of
 * conditionals.
 */
final class CorrelatedGaussian implements SyntheticSet {
    private final int dim;
    private final double rho;
    private final double spread;

    CorrelatedGaussian(int dim, double rho) {
        this.dim = dim;
        this.rho = rho;
        this.spread = Math.sqrt((1 - rho) * (1 + rho));
    }

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public int dim() {
        return dim;
    }

    @Override
    public void draw(RandomNumbers random, double[] out, int from) {
        out[from] = random.normal();
        for (int i = 1; i < dim; i++) {
            out[from + i] = rho * out[from + i - 1] + spread * random.normal();
        }
    }

    @Override
    public double logDensity(double[] x) {
        double sum = NormalCdf.logPdf(x[0]) - (dim - 1) * Math.log(spread);
        for (int i = 1; i < dim; i++) {
            sum += NormalCdf.logPdf((x[i] - rho * x[i - 1]) / spread);
        }
        return sum;
    }

    @Override
    public void score(double[] x, double[] out) {
        out[0] = -x[0];
        for (int i = 1; i < dim; i++) {
            double residual = (x[i] - rho * x[i - 1]) / (spread * spread);
            out[i] = -residual;
            out[i - 1] += rho * residual;
        }
    }
}
