package org.slicedscore.api.expr;

/**
 * The activation functions of networks. Each is a primitive with an order: the derivative of order k is order k + 1 of
 * the same function.
 *
 * <p>Plans compute them from tanh x or e^−|x|, and take the latter as 0 below 2⁻⁶³, so beyond |x| = 43.7: see {@link Primitive}.
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
     * {@return whether the second derivative is not zero almost everywhere, so that score matching can see curvature:
     * false for {@link #RELU}}
     */
    public boolean hasCurvature() {
        return this != RELU;
    }

    /**
     * The derivative of an order, in double precision, directly from the definition.
     *
     * @param order 0 for the function itself
     * @param x the argument
     * @return its value at x
     * @since 0.2.0
     */
    public double derivative(int order, double x) {
        return switch (this) {
            case TANH -> order == 0 ? Math.tanh(x) : repeated(new double[] {1, 0, -1}, order, Math.tanh(x));
            case SIGMOID -> repeated(new double[] {0, 1, -1}, order, sigmoid(x));
            case SOFTPLUS -> order == 0 ? softplus(x) : SIGMOID.derivative(order - 1, x);
            case SILU -> x * SIGMOID.derivative(order, x) + (order == 0 ? 0 : order * SIGMOID.derivative(order - 1, x));
            case ELU -> x > 0 ? (order == 0 ? x : order == 1 ? 1 : 0) : order == 0 ? Math.expm1(x) : Math.exp(x);
            case RELU -> x > 0 ? (order == 0 ? x : order == 1 ? 1 : 0) : 0;
        };
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    private static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /** If y′ = slope(y), the k-th derivative is p(y) with p₀ = y and the next p = p′ · slope. */
    private static double repeated(double[] slope, int order, double y) {
        double[] current = {0, 1};
        for (int i = 0; i < order; i++) {
            double[] next = new double[current.length + slope.length - 1];
            for (int j = 1; j < current.length; j++) {
                for (int k = 0; k < slope.length; k++) {
                    next[j - 1 + k] += j * current[j] * slope[k];
                }
            }
            current = next;
        }
        double value = 0;
        for (int i = current.length - 1; i >= 0; i--) {
            value = value * y + current[i];
        }
        return value;
    }
}
