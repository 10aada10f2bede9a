package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.api.expr.Primitive.Unary;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Simplifications of element-wise nodes. Methods return null if they find nothing simpler. */
final class ArithmeticRules {
    private final Simplifier s;

    ArithmeticRules(Simplifier s) {
        this.s = s;
    }

    Expr unary(Unary op, Expr a) {
        OptionalDouble literal = Literals.value(a);
        if (literal.isPresent()) {
            return s.literal(op.apply(literal.getAsDouble(), 0, 0), a.shape());
        }
        if (op == Unary.NEGATE && a.primitive() == Unary.NEGATE) {
            return a.input(0);
        }
        return beforeBroadcast(op, List.of(a));
    }

    Expr binary(Binary op, Expr a, Expr b) {
        OptionalDouble la = Literals.value(a);
        OptionalDouble lb = Literals.value(b);
        if (la.isPresent() && lb.isPresent()) {
            return s.literal(op.apply(la.getAsDouble(), lb.getAsDouble(), 0), a.shape());
        }
        Expr simpler = la.isPresent()
                ? withLiteral(op, la.getAsDouble(), b)
                : lb.isPresent() ? literalSecond(op, a, lb.getAsDouble()) : withoutLiteral(op, a, b);
        if (simpler != null) {
            return simpler;
        }
        boolean commutative = op == Binary.ADD || op == Binary.MULTIPLY;
        if (commutative && s.number(a) > s.number(b)) {
            return s.make(op, b, a);
        }
        return beforeBroadcast(op, List.of(a, b));
    }

    private Expr withLiteral(Binary op, double a, Expr b) {
        return switch (op) {
            case ADD -> a == 0 ? b : null;
            case SUBTRACT -> a == 0 ? s.make(Unary.NEGATE, b) : null;
            case MULTIPLY -> times(a, b);
            case DIVIDE -> a == 0 ? s.literal(0, b.shape()) : null;
            default -> null;
        };
    }

    private Expr literalSecond(Binary op, Expr a, double b) {
        return switch (op) {
            case ADD -> b == 0 ? a : null;
            case SUBTRACT -> b == 0 ? a : s.make(Binary.ADD, a, s.literal(-b, a.shape()));
            case MULTIPLY -> times(b, a);
            case DIVIDE -> s.make(Binary.MULTIPLY, a, s.literal(1 / b, a.shape()));
            default -> null;
        };
    }

    /** A literal factor: 0, 1 and -1 are removed, and successive factors merged. */
    private Expr times(double factor, Expr e) {
        if (factor == 0 || factor == 1) {
            return factor == 0 ? s.literal(0, e.shape()) : e;
        }
        if (factor == -1) {
            return s.make(Unary.NEGATE, e);
        }
        if (e.primitive() == Unary.NEGATE) {
            return s.make(Binary.MULTIPLY, s.literal(-factor, e.shape()), e.input(0));
        }
        if (e.primitive() == Binary.MULTIPLY) {
            for (int i = 0; i < 2; i++) {
                OptionalDouble inner = Literals.value(e.input(i));
                if (inner.isPresent()) {
                    return s.make(Binary.MULTIPLY, s.literal(factor * inner.getAsDouble(), e.shape()), e.input(1 - i));
                }
            }
        }
        return null;
    }

    private Expr withoutLiteral(Binary op, Expr a, Expr b) {
        boolean negA = a.primitive() == Unary.NEGATE;
        boolean negB = b.primitive() == Unary.NEGATE;
        return switch (op) {
            case ADD ->
                negB
                        ? s.make(Binary.SUBTRACT, a, b.input(0))
                        : negA ? s.make(Binary.SUBTRACT, b, a.input(0)) : joined(a, b);
            case SUBTRACT -> a == b ? s.literal(0, a.shape()) : negB ? s.make(Binary.ADD, a, b.input(0)) : null;
            case MULTIPLY ->
                negA && negB
                        ? s.make(Binary.MULTIPLY, a.input(0), b.input(0))
                        : negA || negB
                                ? s.make(
                                        Unary.NEGATE,
                                        s.make(Binary.MULTIPLY, negA ? a.input(0) : a, negB ? b.input(0) : b))
                                : knownProduct(a, b);
            case MAXIMUM -> a == b ? a : null;
            default -> null;
        };
    }

    /**
     * An existing product of the same three factors: derivatives meet them in different orders, and otherwise one
     * would be computed and stored again.
     */
    private Expr knownProduct(Expr a, Expr b) {
        Expr known = knownProduct(a, b.primitive(), b);
        return known != null ? known : knownProduct(b, a.primitive(), a);
    }

    private Expr knownProduct(Expr a, Primitive p, Expr pair) {
        if (p != Binary.MULTIPLY) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Expr first = s.known(Binary.MULTIPLY, a, pair.input(i));
            Expr whole = first == null ? null : s.known(Binary.MULTIPLY, first, pair.input(1 - i));
            if (whole != null) {
                return whole;
            }
        }
        return null;
    }

    /** The sum of two pieces, each padded with zeros in the other's place, is their concatenation. */
    private Expr joined(Expr a, Expr b) {
        if (!(a.primitive() instanceof Primitive.Concat p) || !b.primitive().equals(p)) {
            return null;
        }
        if (a.inputs().size() != 2 || b.inputs().size() != 2) {
            return null;
        }
        boolean aFirst = Literals.is(a.input(1), 0) && Literals.is(b.input(0), 0);
        boolean bFirst = Literals.is(a.input(0), 0) && Literals.is(b.input(1), 0);
        Expr first = aFirst ? a.input(0) : b.input(0);
        Expr second = aFirst ? b.input(1) : a.input(1);
        boolean fits = first.dim(p.axis()) + second.dim(p.axis()) == a.dim(p.axis());
        return fits && (aFirst || bFirst) ? s.make(p, first, second) : null;
    }

    Expr select(List<Expr> inputs) {
        OptionalDouble condition = Literals.value(inputs.get(0));
        if (condition.isPresent()) {
            return inputs.get(condition.getAsDouble() != 0 ? 1 : 2);
        }
        return inputs.get(1) == inputs.get(2) ? inputs.get(1) : beforeBroadcast(new Primitive.Select(), inputs);
    }

    /** Computes on the small operands and stretches the result if all operands are stretched in the same way. */
    Expr beforeBroadcast(Primitive op, List<Expr> inputs) {
        Shape small = null;
        for (Expr e : inputs) {
            if (Literals.value(e).isPresent()) {
                continue;
            }
            if (!(e.primitive() instanceof Primitive.Broadcast)) {
                return null;
            }
            Shape from = e.input(0).shape();
            if (small != null && !small.equals(from)) {
                return null;
            }
            small = from;
        }
        if (small == null) {
            return null;
        }
        List<Expr> before = new ArrayList<>();
        for (Expr e : inputs) {
            OptionalDouble literal = Literals.value(e);
            before.add(literal.isPresent() ? s.literal(literal.getAsDouble(), small) : e.input(0));
        }
        return s.broadcast(s.make(op, before), inputs.get(0).shape());
    }
}
