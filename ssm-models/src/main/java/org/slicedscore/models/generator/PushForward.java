package org.slicedscore.models.generator;

import java.util.List;
import org.slicedscore.api.Generator;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.api.random.RandomNumbers;

/**
 * An implicit distribution: x = W₂ tanh(W₁ z + b) + σ ξ with z ~ N(0, I) of another dimension, and random weights that are
 * fixed by their own seed. It is easy to sample, but its density is unknown.
 */
public final class PushForward implements Generator {
    static final Option<Integer> DIM = Option.integer("d", 2, 1, 100_000, "dimension of the rows");
    static final Option<Integer> LATENT = Option.integer("latent", 2, 1, 100_000, "dimension of the noise");
    static final Option<Integer> HIDDEN = Option.integer("hidden", 16, 1, 100_000, "width of the hidden layer");
    static final Option<Double> SIGMA =
            Option.number("sigma", 0.1, 1e-6, 1e3, "standard deviation of the noise added at the end");
    static final Option<Integer> NETWORK =
            Option.integer("network", 0, 0, Integer.MAX_VALUE, "seed for drawing the weights");

    @Override
    public String id() {
        return "push-forward";
    }

    @Override
    public String description() {
        return "an implicit distribution of unknown density: Gaussian noise pushed through a random network";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DIM, LATENT, HIDDEN, SIGMA, NETWORK);
    }

    @Override
    public Source open(Options options) {
        return new Network(
                options.get(DIM), options.get(LATENT), options.get(HIDDEN), options.get(SIGMA), options.get(NETWORK));
    }

    private static final class Network implements Source {
        private final int dim;
        private final int latent;
        private final int hidden;
        private final double sigma;
        private final double[] first;
        private final double[] bias;
        private final double[] second;
        private final double[] noise;

        Network(int dim, int latent, int hidden, double sigma, int seed) {
            this.dim = dim;
            this.latent = latent;
            this.hidden = hidden;
            this.sigma = sigma;
            this.noise = new double[latent];
            // wide enough to bend: pre-activations of standard deviation 2, outputs of about 1
            first = weights(seed, "first", hidden, latent, 2 / Math.sqrt(latent));
            bias = weights(seed, "bias", 1, hidden, 1);
            second = weights(seed, "second", dim, hidden, 1.4 / Math.sqrt(hidden));
        }

        private static double[] weights(int seed, String layer, int rows, int columns, double scale) {
            double[] w = new double[Math.multiplyExact(rows, columns)];
            PhiloxRows random = new PhiloxRows(seed, "push-forward." + layer);
            for (int i = 0; i < rows; i++) {
                random.gaussian(i, 0, 0, w, i * columns, columns);
            }
            for (int i = 0; i < w.length; i++) {
                w[i] *= scale;
            }
            return w;
        }

        @Override
        public int dim() {
            return dim;
        }

        @Override
        public void draw(RandomNumbers random, double[] out, int from) {
            for (int k = 0; k < latent; k++) {
                noise[k] = random.normal();
            }
            for (int j = 0; j < dim; j++) {
                out[from + j] = sigma * random.normal();
            }
            for (int h = 0; h < hidden; h++) {
                double u = bias[h];
                for (int k = 0; k < latent; k++) {
                    u += first[h * latent + k] * noise[k];
                }
                double a = StrictMath.tanh(u);
                for (int j = 0; j < dim; j++) {
                    out[from + j] += second[j * hidden + h] * a;
                }
            }
        }
    }
}
