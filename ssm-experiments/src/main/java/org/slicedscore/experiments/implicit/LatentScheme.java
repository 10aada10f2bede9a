package org.slicedscore.experiments.implicit;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.engine.scheme.HostFunction;
import org.slicedscore.engine.scheme.Learner;
import org.slicedscore.engine.scheme.LearningRule;
import org.slicedscore.engine.scheme.Network;
import org.slicedscore.engine.scheme.SampleScore;
import org.slicedscore.engine.scheme.Scheme;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * The training programs of auto-encoders on binarised images. Rows are pixels from 0 to 1, which are the chances of 1: each run of
 * a turn draws its own binary images.
 *
 * <ul>
 *   <li>{@code vae}: minimises E[−log p(x | z) − log p(z)] − H(q(z | x)). With {@code elbo} q is Gaussian and its entropy known;
 *       else z is any function of x and noise, and the gradient of the entropy comes from a score network ({@code ssm}) or from a
 *       kernel estimate over several draws for each image ({@code stein}, {@code spectral}).
 *   <li>{@code wae}: minimises E‖x − mean(z)‖² + λ KL(q(z) ‖ p(z)) for z a function of x alone, where q(z) is the distribution of
 *       codes over all images (Tolstikhin et al. 2018).
 * </ul>
 */
final class LatentScheme {
    static final List<String> METHODS = List.of("elbo", "ssm", "stein", "spectral");
    static final List<String> MODELS = List.of("vae", "wae");
    static final String DECODER = "decoder";
    static final String ENCODER = "encoder";
    static final String RECONSTRUCTION = "reconstruction";

    /** The weight of the divergence in a WAE. */
    private static final double LAMBDA = 10;

    private final Scheme.Builder b;
    private final LatentNetworks networks;
    private final TrainingConfig config;
    private final int batch;
    private final int particles;
    private final Network encoder;
    private final Network decoder;
    private final Expr x;

    private LatentScheme(
            LatentNetworks networks, TrainingConfig config, int batch, int particles, String model, String method) {
        this.networks = networks;
        this.config = config;
        this.batch = batch;
        this.particles = particles;
        b = Scheme.named(model + "-" + method);
        encoder = b.network(ENCODER);
        decoder = b.network(DECODER);
        Expr pixels = b.rows(batch, networks.pixels());
        x = b.uniform("binarise", batch, networks.pixels()).less(pixels);
    }

    /**
     * A training program.
     *
     * @param networks sizes
     * @param config the optimiser, and how the score is estimated
     * @param batch images a round
     * @param particles draws for each image, for the kernel estimates
     * @param model one of {@link #MODELS}
     * @param method one of {@link #METHODS}
     */
    static Scheme of(
            LatentNetworks networks, TrainingConfig config, int batch, int particles, String model, String method) {
        LatentScheme s = new LatentScheme(networks, config, batch, particles, model, method);
        if (model.equals("wae")) {
            s.wasserstein(method);
        } else if (method.equals("elbo")) {
            s.gaussian();
        } else if (method.equals("ssm")) {
            s.sliced();
        } else {
            s.kernel(KernelScore.of(method));
        }
        return s.b.build();
    }

    private Expr noise(int draws) {
        return b.normal("encoder", batch, draws, networks.latent());
    }

    private Expr reconstruction(Expr z) {
        return LatentNetworks.bernoulli(networks.logits(decoder, z), x).mean().negate();
    }

    private void model(int times, Expr reconstruction, Expr loss) {
        Learner model = b.learner("model", loss, LearningRule.of(config), encoder, decoder);
        b.turn(times, Map.of(RECONSTRUCTION, reconstruction), model);
    }

    private void gaussian() {
        int d = networks.latent();
        Expr moments = networks.moments(encoder, x);
        Expr mean = moments.slice(1, 0, d);
        Expr log = moments.slice(1, d, 2 * d);
        Expr z = mean.add(noise(1).reshape(batch, d).mul(log.exp()));
        Expr divergence = log.mul(2)
                .exp()
                .add(mean.square())
                .sub(1)
                .mul(0.5)
                .sub(log)
                .sum(-1)
                .mean();
        Expr reconstruction = reconstruction(z);
        model(1, reconstruction, reconstruction.add(divergence));
    }

    private void sliced() {
        Network net = b.network("score");
        Expr z = networks.draws(encoder, x, noise(1)).reshape(batch, networks.latent());
        SampleScore q = new SampleScore(b, "score", at -> networks.score(net, at, x), config);
        b.turn(1, b.learner("score", q.loss(z), LearningRule.of(config), net));
        Expr reconstruction = reconstruction(z);
        model(1, reconstruction, divergence(z, q.entropy(z)).add(reconstruction));
    }

    private void kernel(KernelScore estimator) {
        Expr z = networks.draws(encoder, x, noise(particles));
        Expr s = b.onHost("score", z, z.shape(), onEach(estimator, batch, particles));
        Expr one = z.slice(1, 0, 1).reshape(batch, networks.latent());
        Expr reconstruction = reconstruction(one);
        model(1, reconstruction, divergence(z, SampleScore.entropy(z, s)).add(reconstruction));
    }

    private void wasserstein(String method) {
        Expr z = networks.code(encoder, x);
        Expr reconstruction =
                networks.logits(decoder, z).sigmoid().sub(x).square().sum(-1).mean();
        Expr entropy;
        if (method.equals("ssm")) {
            Network net = b.network("score");
            SampleScore q = new SampleScore(b, "score", at -> networks.score(net, at), config);
            b.turn(1, b.learner("score", q.loss(z), LearningRule.of(config), net));
            entropy = q.entropy(z);
        } else {
            // the codes of a batch are draws from one distribution
            Expr s = b.onHost("score", z, z.shape(), onEach(KernelScore.of(method), 1, batch));
            entropy = SampleScore.entropy(z, s);
        }
        model(1, reconstruction, divergence(z, entropy).mul(LAMBDA).add(reconstruction));
    }

    /** KL(q ‖ N(0, I)) but for a constant. */
    private static Expr divergence(Expr z, Expr entropy) {
        return LatentNetworks.energy(z).mean().sub(entropy);
    }

    /** Groups of draws, each with its own estimate; groups are worked on side by side. */
    private HostFunction onEach(KernelScore estimator, int groups, int draws) {
        int d = networks.latent();
        return (argument, result) -> IntStream.range(0, groups)
                .parallel()
                .forEach(g -> estimator.scores(argument, g * draws * d, draws, d, result));
    }
}
