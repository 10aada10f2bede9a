package org.slicedscore.models.generator;

import java.util.List;
import org.slicedscore.api.Generator;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.api.random.RandomNumbers;

/** K equal Gaussians N(μ_k, σ²I) in D dimensions, their means drawn from N(0, s²I) with their own seed. */
public final class Mixture implements Generator {
    static final Option<Integer> DIM = Option.integer("d", 2, 1, 100_000, "dimension");
    static final Option<Integer> COMPONENTS = Option.integer("components", 4, 1, 100_000, "number of Gaussians, K");
    static final Option<Double> SIGMA = Option.number("sigma", 0.5, 1e-6, 1e6, "standard deviation of each");
    static final Option<Double> SPREAD = Option.number("spread", 1.5, 0, 1e6, "standard deviation of their means");
    static final Option<Integer> MEANS = Option.integer("means", 0, 0, Integer.MAX_VALUE, "seed for drawing the means");

    @Override
    public String id() {
        return "mixture";
    }

    @Override
    public String description() {
        return "equal Gaussians around random means, in any number of dimensions";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DIM, COMPONENTS, SIGMA, SPREAD, MEANS);
    }

    @Override
    public Source open(Options options) {
        int dim = options.get(DIM);
        int count = options.get(COMPONENTS);
        double[] means = new double[Math.multiplyExact(count, dim)];
        PhiloxRows random = new PhiloxRows(options.get(MEANS), "mixture.means");
        for (int k = 0; k < count; k++) {
            random.gaussian(k, 0, 0, means, k * dim, dim);
        }
        for (int i = 0; i < means.length; i++) {
            means[i] *= options.get(SPREAD);
        }
        return new Gaussians(dim, count, means, options.get(SIGMA));
    }

    private record Gaussians(int dim, int count, double[] means, double sigma) implements Source {
        @Override
        public void draw(RandomNumbers random, double[] out, int from) {
            int mean = random.nextInt(count) * dim;
            for (int j = 0; j < dim; j++) {
                out[from + j] = means[mean + j] + sigma * random.normal();
            }
        }

        @Override
        public boolean knowsScore() {
            return true;
        }

        @Override
        public void score(double[] x, double[] out) {
            double[] logs = new double[count];
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                double square = 0;
                for (int j = 0; j < dim; j++) {
                    double d = x[j] - means[k * dim + j];
                    square += d * d;
                }
                logs[k] = -0.5 * square / (sigma * sigma);
                most = Math.max(most, logs[k]);
            }
            double total = 0;
            java.util.Arrays.fill(out, 0, dim, 0);
            for (int k = 0; k < count; k++) {
                double weight = Math.exp(logs[k] - most);
                total += weight;
                for (int j = 0; j < dim; j++) {
                    out[j] += weight * (means[k * dim + j] - x[j]);
                }
            }
            for (int j = 0; j < dim; j++) {
                out[j] /= total * sigma * sigma;
            }
        }
    }
}
