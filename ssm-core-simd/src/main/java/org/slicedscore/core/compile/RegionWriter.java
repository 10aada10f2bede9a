package org.slicedscore.core.compile;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Writes the region of one group. */
final class RegionWriter {
    private final Group group;
    private final Operands operands;
    private final Set<Expr> kept;
    private final Values values;
    private final Map<Expr, List<Unit.Operand>> places;
    private final Unit.Region unit;
    private final RegionCode code;
    private final Map<Expr, Integer> numbers = new IdentityHashMap<>();

    /**
     * @param group its members in order
     * @param operands what nodes read
     * @param kept nodes that need their own memory
     * @param values the buffers
     * @param places other places that nodes are written to
     */
    RegionWriter(Group group, Operands operands, Set<Expr> kept, Values values, Map<Expr, List<Unit.Operand>> places) {
        this.group = group;
        this.operands = operands;
        this.kept = kept;
        this.values = values;
        this.places = places;
        unit = new Unit.Region(group.space, group.reduced());
        code = new RegionCode(unit);
    }

    Unit.Region write() {
        // loads come first in the numbering, so they are collected before any step is written
        for (Expr node : group.members()) {
            for (Grouping.Operand o : operands.ofMember(node)) {
                if (o.layout() != null && !isInside(node, o)) {
                    load(o);
                }
            }
        }
        for (Expr node : group.members()) {
            List<Integer> from =
                    operands.ofMember(node).stream().map(o -> number(node, o)).toList();
            if (node.primitive() instanceof Primitive.Reduce r) {
                int value = r.reduction() == Primitive.Reduction.SUM ? code.stored(from.get(0)) : from.get(0);
                unit.store(value, new Unit.Operand(values.of(node), reduced(node, r)), r.reduction());
            } else {
                int n = code.step(node.primitive(), from);
                boolean stored = kept.contains(node) || places.containsKey(node);
                numbers.put(node, stored ? code.stored(n) : n);
                store(node, numbers.get(node));
            }
        }
        return unit;
    }

    private boolean isInside(Expr node, Grouping.Operand o) {
        return o.source() != node && operands.isFused(node, o);
    }

    private int load(Grouping.Operand o) {
        boolean factor = o.source().primitive() == Primitive.Binary.FLUSH
                && Literals.is(o.source().input(1), Flushing.PRODUCT);
        int bound = factor ? Math.getExponent(Flushing.PRODUCT) : Magnitudes.NORMAL;
        return code.load(new Unit.Operand(values.of(o.source()), o.layout().squeezed()), bound);
    }

    private int number(Expr node, Grouping.Operand o) {
        if (o.layout() == null) {
            return code.constant(Literals.value(o.source()).getAsDouble());
        }
        return isInside(node, o) ? numbers.get(o.source()) : load(o);
    }

    private void store(Expr node, int number) {
        if (kept.contains(node)) {
            Layout whole = Layout.contiguous(node.shape()).squeezed();
            unit.store(number, new Unit.Operand(values.of(node), whole), null);
        }
        for (Unit.Operand to : places.getOrDefault(node, List.of())) {
            unit.store(number, new Unit.Operand(to.value(), to.layout().squeezed()), null);
        }
    }

    /** A reduction's result, over the index space of the reduced operand. */
    private static Layout reduced(Expr node, Primitive.Reduce r) {
        Shape from = node.input(0).shape();
        Layout out = Layout.contiguous(node.shape());
        long[] strides = new long[from.rank()];
        int j = 0;
        for (int i = 0; i < strides.length; i++) {
            strides[i] = r.axes().contains(i) ? 0 : out.strides()[j++];
        }
        return new Layout(0, from, strides).squeezed();
    }
}
