package org.slicedscore.core.compile;

import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.api.expr.Primitive.Unary;
import org.slicedscore.api.expr.Shape;

/**
 * Writes activation functions and their derivatives of every order in terms of one transcendental value: tanh x, or
 * z = e^−|x|. Because equal nodes are merged, all orders of one operand share it.
 */
final class Activations {
    private final Simplifier s;

    Activations(Simplifier s) {
        this.s = s;
    }

    Expr lower(Primitive.Activation p, Expr x) {
        int k = p.order();
        return switch (p.function()) {
            case TANH -> k == 0 ? null : tanh(x, k);
            case SIGMOID -> sigmoid(x, k);
            case SOFTPLUS -> k == 0 ? softplus(x) : sigmoid(x, k - 1);
            case SILU ->
                k == 0 ? mul(x, sigmoid(x, 0)) : add(mul(x, sigmoid(x, k)), mul(number(k, x), sigmoid(x, k - 1)));
            case ELU -> elu(x, k);
            case RELU -> relu(x, k);
        };
    }

    /** With t = tanh x: t⁽ᵏ⁾ = (1 − t²) q(t), and the next q is −2t q + (1 − t²) q′. */
    private Expr tanh(Expr x, int order) {
        double[] oneMinusSquare = {1, 0, -1};
        double[] q = {1};
        for (int i = 1; i < order; i++) {
            q = sum(product(new double[] {0, -2}, q), product(oneMinusSquare, derivative(q)));
        }
        Expr t = s.make(new Primitive.Activation(ActivationFunction.TANH, 0), x);
        Expr slope = s.make(Binary.SUBTRACT, number(1, x), mul(t, t));
        return mul(slope, polynomial(q, t));
    }

    /** With σ = sigmoid x: σ⁽ᵏ⁾ = σ(1 − σ) q(σ), and the next q is (1 − 2σ) q + σ(1 − σ) q′. */
    private Expr sigmoid(Expr x, int order) {
        Expr z = decay(x);
        Expr one = number(1, x);
        Expr reciprocal = s.make(Binary.DIVIDE, one, add(one, z));
        Expr positive = s.make(Binary.LESS, number(0, x), x);
        if (order == 0) {
            return mul(s.make(new Primitive.Select(), positive, one, z), reciprocal);
        }
        double[] q = {1};
        for (int i = 1; i < order; i++) {
            q = sum(product(new double[] {1, -2}, q), product(new double[] {0, 1, -1}, derivative(q)));
        }
        // σ(1 − σ) = z / (1 + z)², the same on both sides of 0 and without cancellation
        Expr slope = mul(mul(z, reciprocal), reciprocal);
        return q.length == 1 ? mul(number(q[0], x), slope) : mul(slope, polynomial(q, sigmoid(x, 0)));
    }

    private Expr softplus(Expr x) {
        return add(s.make(Binary.MAXIMUM, x, number(0, x)), s.make(Unary.LOG1P, decay(x)));
    }

    private Expr elu(Expr x, int order) {
        Expr positive = s.make(Binary.LESS, number(0, x), x);
        // e^min(x,0): the unused side must not overflow, because ∞·0 in a derivative is NaN
        Expr below = s.make(Unary.NEGATE, s.make(Binary.MAXIMUM, s.make(Unary.NEGATE, x), number(0, x)));
        Expr e = exp(below);
        return switch (order) {
            case 0 -> s.make(new Primitive.Select(), positive, x, add(e, number(-1, x)));
            case 1 -> s.make(new Primitive.Select(), positive, number(1, x), e);
            default -> s.make(new Primitive.Select(), positive, number(0, x), e);
        };
    }

    private Expr relu(Expr x, int order) {
        return switch (order) {
            case 0 -> s.make(Binary.MAXIMUM, x, number(0, x));
            case 1 -> s.make(Binary.LESS, number(0, x), x);
            default -> number(0, x);
        };
    }

    private Expr decay(Expr x) {
        Expr magnitude = s.make(Binary.MAXIMUM, x, s.make(Unary.NEGATE, x));
        return exp(s.make(Unary.NEGATE, magnitude));
    }

    /**
     * e^x, or 0 where that is so small that its products with other small numbers would be denormal: derivatives of saturated
     * units.
     */
    private Expr exp(Expr x) {
        return s.make(Binary.FLUSH, s.make(Unary.EXP, x), number(Flushing.PRODUCT, x));
    }

    private Expr polynomial(double[] coefficients, Expr at) {
        Shape shape = at.shape();
        Expr value = s.literal(coefficients[coefficients.length - 1], shape);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            value = add(mul(value, at), s.literal(coefficients[i], shape));
        }
        return value;
    }

    private Expr number(double value, Expr like) {
        return s.literal(value, like.shape());
    }

    private Expr add(Expr a, Expr b) {
        return s.make(Binary.ADD, a, b);
    }

    private Expr mul(Expr a, Expr b) {
        return s.make(Binary.MULTIPLY, a, b);
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                c[i + j] += a[i] * b[j];
            }
        }
        return c;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] c = new double[Math.max(a.length, b.length)];
        for (int i = 0; i < c.length; i++) {
            c[i] = (i < a.length ? a[i] : 0) + (i < b.length ? b[i] : 0);
        }
        return c;
    }

    private static double[] derivative(double[] a) {
        double[] d = new double[Math.max(1, a.length - 1)];
        for (int i = 1; i < a.length; i++) {
            d[i - 1] = i * a[i];
        }
        return d;
    }
}
