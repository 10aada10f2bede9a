package org.slicedscore.experiments.implicit;

import org.slicedscore.api.Init;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.engine.scheme.Network;

/** The networks of the paper's auto-encoders: two hidden layers of tanh, and Bernoulli pixels. */
record LatentNetworks(int pixels, int latent, int hidden) {
    /** log p(x | z) needs the logits only: Σ x·a − softplus(a). */
    Expr logits(Network decoder, Expr z) {
        return decoder.layers(z, ActivationFunction.TANH, hidden, hidden, pixels);
    }

    /**
     * log p(x | z) of Bernoulli pixels.
     *
     * @param logits [.., pixels]
     * @param x 0 or 1, of the same shape
     * @return [..]
     */
    static Expr bernoulli(Expr logits, Expr x) {
        return logits.mul(x).sub(logits.softplus()).sum(-1);
    }

    /** ‖z‖²/2: −log N(z; 0, I) but for a constant. */
    static Expr energy(Expr z) {
        return z.square().sum(-1).mul(0.5);
    }

    /** The mean and the logarithm of the standard deviation of a Gaussian encoder, [B, 2·latent]. */
    Expr moments(Network encoder, Expr x) {
        return encoder.layers(x, ActivationFunction.TANH, hidden, hidden, 2 * latent);
    }

    /** A deterministic encoder, [B, latent]. */
    Expr code(Network encoder, Expr x) {
        return encoder.layers(x, ActivationFunction.TANH, hidden, hidden, latent);
    }

    /** The score of z alone, [B, latent]. */
    Expr score(Network score, Expr z) {
        return score.layers(z, ActivationFunction.TANH, hidden, hidden, latent);
    }

    /** The score of z given x, [B, latent]. */
    Expr score(Network score, Expr z, Expr x) {
        return score.layers(Expr.concat(1, x, z), ActivationFunction.TANH, hidden, hidden, latent);
    }

    /**
     * An encoder that reads x and noise: several draws for each x. The first layer's product with x is worked out once for all
     * draws.
     *
     * @param encoder its parameters, those of layers (pixels + latent)-hidden-hidden-latent
     * @param x [B, pixels]
     * @param noise [B, P, latent]
     * @return z, [B, P, latent]
     */
    Expr draws(Network encoder, Expr x, Expr noise) {
        int batch = noise.dim(0);
        int draws = noise.dim(1);
        Init init = Init.uniform(1 / Math.sqrt(pixels + latent));
        Expr weight = encoder.parameter("0.weight", init, hidden, pixels + latent);
        Expr bias = encoder.parameter("0.bias", init, hidden);
        Expr ofRows = x.matmul(weight.slice(1, 0, pixels).t()).add(bias);
        Expr ofNoise = noise.reshape(batch * draws, latent)
                .matmul(weight.slice(1, pixels, pixels + latent).t())
                .reshape(batch, draws, hidden);
        Expr first = ofNoise.add(ofRows.expand(1)).tanh().reshape(batch * draws, hidden);
        Expr second = encoder.linear("1", first, hidden).tanh();
        return encoder.linear("2", second, latent).reshape(batch, draws, latent);
    }
}
