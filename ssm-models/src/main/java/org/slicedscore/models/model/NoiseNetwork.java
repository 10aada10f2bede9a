package org.slicedscore.models.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;

/**
 * A residual network that reads the noise level, preconditioned so that inputs and outputs have variance 1 at every level
 * (Karras et al. 2022, NeurIPS, section 5), for data of variance σd² = 1: c_in = 1/√(σ²+1).
 */
final class NoiseNetwork {
    static final Option<Optional<List<Integer>>> HIDDEN = Option.integers(
                    "hidden",
                    List.of(128, 128, 128),
                    1,
                    "Widths of the hidden layers, at least one; auto is three as wide as there are columns, from 128 to 512")
            .orOpen("auto");
    static final Option<ActivationFunction> ACTIVATION =
            Option.choice("activation", ActivationFunction.SILU, "Activation between layers");
    static final Option<Boolean> NORMALISE =
            Option.flag("layer-norm", true, "Whether each hidden layer is normalised over its units");

    static final Option<Optional<Integer>> WAVES = Option.integer(
                    "waves",
                    0,
                    0,
                    10,
                    "How many sines and cosines of each column, of frequency 1, 2, 4 and so on, the network gets beside it; "
                            + "auto is 3 where there are at most 3 columns, else 0")
            .orOpen("auto");

    static final List<Option<?>> OPTIONS = List.of(HIDDEN, ACTIVATION, NORMALISE, WAVES);

    private static final int USUAL_LAYERS = 3;
    private static final int LEAST_WIDTH = 128;
    private static final int MOST_WIDTH = 512;

    /** With Adam, layers normalised: twice Adam's own is as good and takes half the steps. */
    static final double LEARNING_RATE = 2e-3;

    /**
     * Networks learn fine structure slowly. In few columns there is much of it to learn, and waves help: rings in 2 columns come
     * from 0.5 to 0.1 nats of the truth. In 6 columns and more they cost 0.1 nats.
     */
    private static final int FEW_COLUMNS = 3;

    private static final int WAVES_OF_FEW = 3;

    /** Pairs of sine and cosine of the logarithm of the level. */
    private static final int LEVEL_WAVES = 8;

    private NoiseNetwork() {}

    /**
     * The network's outputs.
     *
     * @param x rows, [B,D]
     * @param sigma noise levels, [B]
     * @return F(c_in x, σ), [B,outputs]
     */
    static Expr apply(Expr x, Expr sigma, int outputs, ModelScope scope) {
        List<Integer> hidden = scope.option(HIDDEN).orElseGet(() -> usual(x.dim(-1)));
        ActivationFunction activation = scope.option(ACTIVATION);
        Expr told = features(sigma);
        if (scope.conditions().isPresent()) {
            told = Expr.concat(1, told, scope.conditions().get());
        }
        Expr scaled = x.div(sigma.square().add(1).sqrt().expand(1));
        Expr h = scope.linear(
                "net.0",
                Expr.concat(
                        1,
                        waves(scaled, scope.option(WAVES).orElse(x.dim(-1) <= FEW_COLUMNS ? WAVES_OF_FEW : 0)),
                        told),
                hidden.getFirst());
        for (int i = 1; i < hidden.size(); i++) {
            Expr a = activated(h, activation, scope);
            Expr next = scope.linear("net." + i, a, hidden.get(i))
                    .add(told.matmul(weight("net." + i + ".level", hidden.get(i), told.dim(1), scope)
                            .t()));
            h = next.dim(1) == h.dim(1) ? h.add(next) : next;
        }
        Expr a = activated(h, activation, scope);
        String last = "net." + hidden.size();
        Expr out = a.matmul(scope.parameter(last + ".weight", Init.constant(0), outputs, a.dim(1))
                .t());
        return out.add(scope.parameter(last + ".bias", Init.constant(0), outputs));
    }

    /**
     * The score (D(x, σ) − x)/σ² of the denoiser D = c_skip x + c_out F with c_skip = 1/(σ²+1) and c_out = σ/√(σ²+1).
     *
     * @param network F(c_in x, σ), [B,D]
     * @param x rows, [B,D]
     * @param sigma noise levels, [B]
     */
    static Expr score(Expr network, Expr x, Expr sigma) {
        Expr spread = sigma.square().add(1);
        // (c_skip - 1)/σ² = -1/(σ²+1) and c_out/σ² = 1/(σ √(σ²+1)): nothing cancels at small levels
        return network.div(sigma.mul(spread.sqrt()).expand(1)).sub(x.div(spread.expand(1)));
    }

    /** Sines and cosines of octaves beside the columns themselves. */
    private static Expr waves(Expr u, int octaves) {
        Expr[] all = new Expr[1 + 2 * octaves];
        all[0] = u;
        for (int k = 0; k < octaves; k++) {
            Expr phase = u.mul(1 << k);
            all[1 + 2 * k] = phase.sin();
            all[2 + 2 * k] = phase.cos();
        }
        return Expr.concat(1, all);
    }

    /** The scores of many columns pass through the hidden layers, and have no more directions than those are wide. */
    private static List<Integer> usual(int columns) {
        return Collections.nCopies(USUAL_LAYERS, Math.clamp(columns, LEAST_WIDTH, MOST_WIDTH));
    }

    private static Expr weight(String name, int outputs, int inputs, ModelScope scope) {
        return scope.parameter(name + ".weight", Init.uniform(1 / Math.sqrt(inputs)), outputs, inputs);
    }

    private static Expr activated(Expr h, ActivationFunction activation, ModelScope scope) {
        return (scope.option(NORMALISE) ? normalised(h) : h).activation(activation);
    }

    /** Mean 0 and variance 1 over the units of each row (Ba, Kiros and Hinton 2016). */
    private static Expr normalised(Expr h) {
        Expr centred = h.sub(h.mean(-1).expand(1));
        return centred.div(centred.square().mean(-1).add(1e-5).sqrt().expand(1));
    }

    /** ¼ log σ with sines and cosines of it: smooth in σ, and of about the same size for all levels. */
    static Expr features(Expr sigma) {
        Expr quarter = sigma.log().mul(0.25).expand(1);
        double[] frequencies = new double[LEVEL_WAVES];
        for (int k = 0; k < LEVEL_WAVES; k++) {
            frequencies[k] = 0.5 * Math.PI * (k + 1);
        }
        Expr phase = quarter.mul(Expr.constant(Shape.of(LEVEL_WAVES), frequencies));
        return Expr.concat(1, quarter, phase.sin(), phase.cos());
    }
}
