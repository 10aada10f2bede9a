package org.slicedscore.api;

import java.util.Optional;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** Provides a model's formula with parameters and options. */
public interface ModelScope {
    /**
     * The value of an option.
     *
     * @param <T> its type
     * @param option one that the model declares
     * @return its value in this run
     */
    <T> T option(Option<T> option);

    /**
     * A parameter, learned from data. Repeated calls with the same name and shape return the same parameter.
     *
     * @param name unique in the model; a name such as {@code net.0.weight}
     * @param init its initial values
     * @param dims its shape
     * @return the parameter
     * @throws IllegalArgumentException if the name was used with another shape
     */
    Expr parameter(String name, Init init, int... dims);

    /**
     * The noise level of each row: the standard deviation σ of the noise on it. Not differentiated: scores are derivatives
     * with respect to x at a fixed level.
     *
     * @return σ &gt; 0, [B]
     * @throws IllegalStateException unless the model is {@link Model#noiseConditioned()}
     * @since 0.2.0
     */
    default Expr noiseLevel() {
        throw new IllegalStateException("asks for the noise level; a model that does overrides noiseConditioned()");
    }

    /**
     * The conditions of each row in p(x | c), after preprocessing. Not differentiated.
     *
     * @return c, [B,C]; empty where there are none, and for a model that is not {@link Model#conditional()}
     * @since 0.2.0
     */
    default Optional<Expr> conditions() {
        return Optional.empty();
    }

    /**
     * The affine map y = x Wᵀ + b, with parameters {@code NAME.weight} [outputs, inputs] and {@code NAME.bias} [outputs],
     * both first drawn from U(−1/√inputs, 1/√inputs).
     *
     * @param name of the layer
     * @param x [.., inputs]
     * @param outputs number of outputs
     * @return y, [.., outputs]
     */
    default Expr linear(String name, Expr x, int outputs) {
        int inputs = x.shape().last();
        Init init = Init.uniform(1 / Math.sqrt(inputs));
        Expr weight = parameter(name + ".weight", init, outputs, inputs);
        Expr bias = parameter(name + ".bias", init, outputs);
        return x.matmul(weight.t()).add(bias);
    }
}
