package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Simplifications of reductions. Methods return null if they find nothing simpler. */
final class ReductionRules {
    private final Simplifier s;

    ReductionRules(Simplifier s) {
        this.s = s;
    }

    Expr reduce(Primitive.Reduce p, Expr x) {
        Shape to = p.infer(List.of(x.shape()));
        OptionalDouble literal = Literals.value(x);
        if (literal.isPresent()) {
            double count = p.reduction() == Reduction.SUM ? (double) x.shape().size() / to.size() : 1;
            return s.literal(literal.getAsDouble() * count, to);
        }
        Expr simpler = withoutOnes(p, x, to);
        if (simpler == null && x.primitive() instanceof Primitive.Broadcast) {
            simpler = beforeStretching(p, x, to);
        }
        if (simpler == null && p.reduction() == Reduction.SUM) {
            simpler = factorsOut(p, x, to);
        }
        return simpler;
    }

    /** Axes of extent 1 need no reduction. */
    private Expr withoutOnes(Primitive.Reduce p, Expr x, Shape to) {
        List<Integer> axes = new ArrayList<>();
        for (int axis : p.axes().toArray()) {
            if (x.dim(axis) != 1) {
                axes.add(axis);
            }
        }
        if (axes.size() == p.axes().size()) {
            return null;
        }
        if (axes.isEmpty()) {
            return s.reshape(x, to);
        }
        return s.reshape(s.make(new Primitive.Reduce(p.reduction(), tuple(axes)), x), to);
    }

    /** A stretched operand is reduced before stretching; a sum over equal elements is a multiple. */
    private Expr beforeStretching(Primitive.Reduce p, Expr x, Shape to) {
        Expr small = x.input(0);
        double count = 1;
        Shape shape = small.shape();
        for (int i = p.axes().size() - 1; i >= 0; i--) {
            int axis = p.axes().get(i);
            count *= (double) x.dim(axis) / small.dim(axis);
            shape = shape.drop(axis);
        }
        Expr once = s.broadcast(s.reshape(s.make(p, small), shape), to);
        return p.reduction() == Reduction.MAX ? once : s.make(Binary.MULTIPLY, s.literal(count, to), once);
    }

    /** Factors that do not vary along the reduced axes are applied once, after the sum. */
    private Expr factorsOut(Primitive.Reduce p, Expr x, Shape to) {
        if (x.primitive() == Primitive.Unary.NEGATE) {
            return s.make(Primitive.Unary.NEGATE, s.make(p, x.input(0)));
        }
        if (x.primitive() != Binary.MULTIPLY) {
            return null;
        }
        List<Expr> factors = new ArrayList<>();
        collectFactors(x, factors);
        Expr inner = null;
        Expr outer = null;
        for (Expr f : factors) {
            OptionalDouble literal = Literals.value(f);
            if (literal.isPresent() || isStretchedAlong(f, p.axes())) {
                Expr once = literal.isPresent()
                        ? s.literal(literal.getAsDouble(), to)
                        : s.broadcast(squeeze(f.input(0), p.axes()), to);
                outer = outer == null ? once : s.make(Binary.MULTIPLY, outer, once);
            } else {
                inner = inner == null ? f : s.make(Binary.MULTIPLY, inner, f);
            }
        }
        if (outer == null || inner == null) {
            return null;
        }
        return s.make(Binary.MULTIPLY, outer, s.make(p, inner));
    }

    private static void collectFactors(Expr e, List<Expr> factors) {
        for (Expr f : e.inputs()) {
            if (f.primitive() == Binary.MULTIPLY) {
                collectFactors(f, factors);
            } else {
                factors.add(f);
            }
        }
    }

    private static boolean isStretchedAlong(Expr e, IntTuple axes) {
        if (!(e.primitive() instanceof Primitive.Broadcast)) {
            return false;
        }
        for (int axis : axes.toArray()) {
            if (e.input(0).dim(axis) != 1) {
                return false;
            }
        }
        return true;
    }

    private Expr squeeze(Expr e, IntTuple axes) {
        Shape shape = e.shape();
        for (int i = axes.size() - 1; i >= 0; i--) {
            shape = shape.drop(axes.get(i));
        }
        return s.reshape(e, shape);
    }

    private static IntTuple tuple(List<Integer> values) {
        return IntTuple.of(values.stream().mapToInt(Integer::intValue).toArray());
    }
}
