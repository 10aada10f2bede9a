package org.slicedscore.data.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.slicedscore.api.random.RandomNumbers;

/** p(x) = Σ_k w_k N(x; μ_k, σ²I). */
final class GaussianMixture implements SyntheticSet {
    private final String name;
    private final double[][] centres;
    private final double[] weights;
    private final double sigma;
    private final int dim;

    /** Whether all weights are equal: then a centre is drawn as a whole number. */
    private final boolean even;

    GaussianMixture(String name, List<double[]> centres, double sigma) {
        this(name, centres, k -> 1, sigma);
    }

    /**
     * Weights that need not add up to 1.
     *
     * @param weight of each centre by its number from 0, positive
     */
    GaussianMixture(String name, List<double[]> centres, IntToDoubleFunction weight, double sigma) {
        this.name = name;
        this.centres = centres.toArray(double[][]::new);
        this.sigma = sigma;
        this.dim = this.centres[0].length;
        double[] given =
                IntStream.range(0, this.centres.length).mapToDouble(weight).toArray();
        double total = Arrays.stream(given).sum();
        weights = Arrays.stream(given).map(w -> w / total).toArray();
        even = Arrays.stream(given).allMatch(w -> w == given[0]);
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
        double[] centre = centres[even ? random.nextInt(centres.length) : chosen(random.uniform())];
        for (int j = 0; j < dim; j++) {
            out[from + j] = centre[j] + sigma * random.normal();
        }
    }

    private int chosen(double uniform) {
        double left = uniform;
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
            left -= weights[k];
            k++;
        }
        return k;
    }

    @Override
    public double logDensity(double[] x) {
        double least = nearest(x);
        double sum = 0;
        for (int k = 0; k < centres.length; k++) {
            sum += weights[k] * Math.exp(-(distance(x, centres[k]) - least) / (2 * sigma * sigma));
        }
        double normaliser = dim * Math.log(sigma * Math.sqrt(2 * Math.PI));
        return Math.log(sum) - least / (2 * sigma * sigma) - normaliser;
    }

    @Override
    public void score(double[] x, double[] out) {
        double least = nearest(x);
        double sum = 0;
        double[] mean = new double[dim];
        for (int k = 0; k < centres.length; k++) {
            double weight = weights[k] * Math.exp(-(distance(x, centres[k]) - least) / (2 * sigma * sigma));
            sum += weight;
            for (int j = 0; j < dim; j++) {
                mean[j] += weight * (centres[k][j] - x[j]);
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
