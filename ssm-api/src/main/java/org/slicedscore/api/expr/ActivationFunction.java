package org.slicedscore.api.expr;

/**
 * The activation functions of networks. Each is a primitive with an order: the derivative of order k is order k + 1 of
 * the same function.
 */
public enum ActivationFunction {
    /** tanh x. */
    TANH,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** log(1 + exp x). */
    SOFTPLUS,
    /** x sigmoid(x), also called swish. */
    SILU,
    /** x for x &gt; 0, exp(x) - 1 otherwise; its second derivative jumps at 0. */
    ELU,
    /** max(x, 0); its second derivative is 0 almost everywhere, so it is refused where curvature is needed. */
    RELU;

    /**
     * Whether the second derivative is more than zero almost everywhere, so that score matching can see curvature.
     *
     * @return false for {@link #RELU}
     */
    public boolean hasCurvature() {
        return this != RELU;
    }
}
