package org.slicedscore.data.synthetic;

import java.util.List;
import org.slicedscore.api.random.RandomNumbers;

/** p(x) = 1/K Σ_k N(x; μ_k, σ²I). */
final class GaussianMixture implements SyntheticSet {
    private final String name;
    private final double[][] centres;
    private final double sigma;
    private final int dim;

    GaussianMixture(String name, List<double[]> centres, double sigma) {
        this.name = name;
        this.centres = centres.toArray(double[][]::new);
        this.sigma = sigma;
        this.dim = this.centres[0].length;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dim() {
        return dim;
    }

    @Override
    public void draw(RandomNumbers random, double[] out, int from) {
        double[] centre = centres[random.nextInt(centres.length)];
        for (int j = 0; j < dim; j++) {
            out[from + j] = centre[j] + sigma * random.normal();
        }
    }

    @Override
    public double logDensity(double[] x) {
        double least = nearest(x);
        double sum = 0;
        for (double[] centre : centres) {
            sum += Math.exp(-(distance(x, centre) - least) / (2 * sigma * sigma));
        }
        double normaliser = dim * Math.log(sigma * Math.sqrt(2 * Math.PI)) + Math.log(centres.length);
        return Math.log(sum) - least / (2 * sigma * sigma) - normaliser;
    }

    @Override
    public void score(double[] x, double[] out) {
        double least = nearest(x);
        double sum = 0;
        double[] mean = new double[dim];
        for (double[] centre : centres) {
            double weight = Math.exp(-(distance(x, centre) - least) / (2 * sigma * sigma));
            sum += weight;
            for (int j = 0; j < dim; j++) {
                mean[j] += weight * (centre[j] - x[j]);
            }
        }
        for (int j = 0; j < dim; j++) {
            out[j] = mean[j] / (sum * sigma * sigma);
        }
    }

    private double nearest(double[] x) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] centre : centres) {
            least = Math.min(least, distance(x, centre));
        }
        return least;
    }

    private double distance(double[] x, double[] centre) {
        double sum = 0;
        for (int j = 0; j < dim; j++) {
            sum += (x[j] - centre[j]) * (x[j] - centre[j]);
        }
        return sum;
    }
}
