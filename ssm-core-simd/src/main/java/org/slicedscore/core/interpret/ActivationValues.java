package org.slicedscore.core.interpret;

import org.slicedscore.api.expr.ActivationFunction;

/** Activation functions and their derivatives of any order, straight from their definitions. */
final class ActivationValues {
    private ActivationValues() {}

    static double of(ActivationFunction f, int order, double x) {
        return switch (f) {
            case TANH -> recursive(new double[] {0, 1}, new double[] {1, 0, -1}, order, Math.tanh(x));
            case SIGMOID -> recursive(new double[] {0, 1}, new double[] {0, 1, -1}, order, sigmoid(x));
            case SOFTPLUS -> order == 0 ? softplus(x) : of(ActivationFunction.SIGMOID, order - 1, x);
            case SILU ->
                x * of(ActivationFunction.SIGMOID, order, x)
                        + (order == 0 ? 0 : order * of(ActivationFunction.SIGMOID, order - 1, x));
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

    /** Where y′ = slope(y), the k-th derivative is p(y) with p₀ = y and the next p = p′ · slope. */
    private static double recursive(double[] p, double[] slope, int order, double y) {
        double[] current = p;
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
