package org.slicedscore.core.autodiff;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * The partial derivatives of the element-wise primitives: the single table used by forward, reverse and curvature
 * rules.
 */
final class Partials {
    private Partials() {}

    /** ∂node/∂input(i), of the node's shape; null if zero everywhere. */
    static Expr of(Expr node, int i) {
        Expr a = node.input(0);
        return switch ((Primitive.ElementWise) node.primitive()) {
            case Primitive.Unary op ->
                switch (op) {
                    case NEGATE -> same(node, -1);
                    case EXP -> node;
                    case LOG -> same(node, 1).div(a);
                    case LOG1P -> same(node, 1).div(a.add(1));
                    case SQRT -> same(node, 0.5).div(node);
                    case SIN -> a.cos();
                    case COS -> a.sin().negate();
                };
            case Primitive.Activation(ActivationFunction f, int order) ->
                f == ActivationFunction.RELU && order >= 1 ? null : Expr.of(new Primitive.Activation(f, order + 1), a);
            case Primitive.Binary op ->
                switch (op) {
                    case ADD -> same(node, 1);
                    case SUBTRACT -> same(node, i == 0 ? 1 : -1);
                    case MULTIPLY -> node.input(1 - i);
                    case DIVIDE ->
                        i == 0
                                ? same(node, 1).div(node.input(1))
                                : node.div(node.input(1)).negate();
                    case MAXIMUM -> i == 0 ? same(node, 1).sub(a.less(node.input(1))) : a.less(node.input(1));
                    case LESS -> null;
                    case FLUSH ->
                        i == 0 ? same(node, 1).sub(a.maximum(a.negate()).less(node.input(1))) : null;
                };
            case Primitive.Select _ -> i == 0 ? null : a.select(same(node, i == 1 ? 1 : 0), same(node, i == 1 ? 0 : 1));
        };
    }

    /**
     * ∂²node/∂a∂b of an element-wise node, of its shape, for two of its inputs, possibly the same; null if zero
     * everywhere. An input used for both operands counts once, as in a square.
     */
    static Expr second(Expr node, Expr a, Expr b) {
        Expr first = null;
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.input(i) == a) {
                first = Algebra.add(first, of(node, i));
            }
        }
        if (first == null) {
            return null;
        }
        Set<Expr> constants = Graphs.identitySet();
        constants.addAll(node.inputs());
        constants.remove(b);
        // the node itself is a function of b: its tangent follows from the forward rule
        return new Forward(List.of(first), Map.of(b, Algebra.ones(b.shape())), constants).tangent(first);
    }

    private static Expr same(Expr node, double value) {
        return Expr.filled(value, node.shape());
    }
}
