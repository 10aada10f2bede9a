package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.autodiff.Graphs;

/** The operands of a grouping's nodes, and the nodes that must be written to memory. */
final class Operands {
    private final Grouping grouping;

    Operands(Grouping grouping) {
        this.grouping = grouping;
    }

    /** The operands of a node. */
    List<Grouping.Operand> of(Expr node) {
        Accumulation.Sum sum = grouping.accumulation().sum(node);
        if (sum != null) {
            List<Grouping.Operand> operands = new ArrayList<>(grouping.heavyOperands(sum.product()));
            operands.add(grouping.operand(sum.base()));
            return operands;
        }
        if (grouping.group(node) != null) {
            return ofMember(node);
        }
        if (node.primitive() instanceof Primitive.Concat) {
            return parts(node).stream()
                    .map(Part::operand)
                    .filter(o -> !writesDirectly(o))
                    .toList();
        }
        return grouping.heavyOperands(node);
    }

    /** The operands of a group's member. */
    List<Grouping.Operand> ofMember(Expr node) {
        if (node.primitive() instanceof Primitive.ElementWise || node.primitive() instanceof Primitive.Reduce) {
            return node.inputs().stream().map(grouping::operand).toList();
        }
        // a copied view copies its source as resolved before it got memory
        return List.of(grouping.operand(node));
    }

    /** Whether an operand is a value of the region that a node belongs to. */
    boolean isFused(Expr node, Grouping.Operand o) {
        return grouping.group(node) != null
                && grouping.group(node) == grouping.group(o.source())
                && !(o.source().primitive() instanceof Primitive.Reduce);
    }

    /** One operand of a concatenation and its place in the result. */
    record Part(Expr whole, Expr part, Grouping.Operand operand, Layout place) {}

    List<Part> parts(Expr concat) {
        int axis = ((Primitive.Concat) concat.primitive()).axis();
        Layout whole = Layout.contiguous(concat.shape());
        List<Part> parts = new ArrayList<>();
        long start = 0;
        for (Expr part : concat.inputs()) {
            Layout place = new Layout(start * whole.strides()[axis], part.shape(), whole.strides());
            parts.add(new Part(concat, part, grouping.operand(part), place));
            start += part.dim(axis);
        }
        return parts;
    }

    /** Whether a part of a concatenation is computed element by element, and so written directly to its place. */
    boolean writesDirectly(Grouping.Operand o) {
        return o.layout() != null
                && Grouping.space(o.layout().shape())
                        .equals(Grouping.space(o.source().shape()))
                && grouping.group(o.source()) != null
                && !(o.source().primitive() instanceof Primitive.Reduce)
                && o.layout().isWhole(o.source().shape());
    }

    /** The nodes whose elements are read from memory during or after the run. */
    Set<Expr> kept(Results results, Set<Primitive.Variable> inPlace) {
        Set<Expr> kept = Graphs.identitySet();
        for (Expr node : grouping.placed()) {
            for (Grouping.Operand o : of(node)) {
                if (o.layout() != null && !isFused(node, o)) {
                    kept.add(o.source());
                }
            }
        }
        results.outputs().values().forEach(o -> kept.add(o.source()));
        results.assignments().forEach((variable, a) -> {
            if (!inPlace.contains(variable)) {
                kept.add(a.source());
            }
        });
        return kept;
    }
}
