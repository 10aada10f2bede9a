package org.slicedscore.core.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.autodiff.Graphs;

/**
 * Moves element-wise nodes to the region that reads them. Levels let a node run as early as it can, and its elements
 * are written for the region that needs them. If that is one later region, which reads them in its own order, the node is computed
 * there instead, unless what it is made of would be as much to write and read.
 */
final class Sinking {
    /** An element is written once and read once less. */
    private static final int SAVED = 2;

    private final Grouping grouping;
    private final Operands operands;
    private final Map<Expr, List<Expr>> readers = new IdentityHashMap<>();
    /** Nodes whose elements must be where they are. */
    private final Set<Expr> fixed = Graphs.identitySet();

    private final Set<Primitive.Variable> assigned;

    Sinking(Grouping grouping, Operands operands, Results results) {
        this.grouping = grouping;
        this.operands = operands;
        for (Expr node : grouping.placed()) {
            for (Grouping.Operand o : operands.of(node)) {
                if (o.layout() != null) {
                    readers.computeIfAbsent(o.source(), _ -> new ArrayList<>()).add(node);
                }
            }
            if (node.primitive() instanceof Primitive.Concat) {
                operands.parts(node).forEach(part -> fixed.add(part.operand().source()));
            }
        }
        results.outputs().values().forEach(o -> fixed.add(o.source()));
        results.assignments().values().forEach(a -> fixed.add(a.source()));
        assigned = results.assignments().keySet();
    }

    /** Moves what is better computed later, the last nodes first. */
    void run() {
        for (Expr node : grouping.placed().reversed()) {
            Group to = canMove(node) ? soleReader(node) : null;
            if (to != null) {
                Set<Expr> chain = chain(node);
                if (cost(chain, to) < SAVED) {
                    chain.forEach(n -> grouping.move(n, to));
                }
            }
        }
    }

    /** A node and what its region computes for it alone. */
    private Set<Expr> chain(Expr node) {
        Set<Expr> chain = Graphs.identitySet();
        Deque<Expr> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Expr next = open.pop();
            chain.add(next);
            for (Grouping.Operand o : operands.ofMember(next)) {
                // seen again when the last of its readers has joined
                if (operands.isFused(next, o) && canMove(o.source()) && chain.containsAll(readers.get(o.source()))) {
                    open.push(o.source());
                }
            }
        }
        return chain;
    }

    private boolean canMove(Expr node) {
        return node.primitive() instanceof Primitive.ElementWise
                && grouping.group(node) != null
                && !fixed.contains(node);
    }

    /** The one region that reads a node's elements, in its own order; null if there is none or several, or it is the node's own. */
    private Group soleReader(Expr node) {
        Group found = null;
        for (Expr reader : readers.getOrDefault(node, List.of())) {
            Group group = grouping.group(reader);
            if (group == null || group == grouping.group(node) || found != null && found != group) {
                return null;
            }
            for (Grouping.Operand o : operands.ofMember(reader)) {
                if (o.source() == node && !grouping.canFuse(o, group.space)) {
                    return null;
                }
            }
            found = group;
        }
        return found;
    }

    /** How often an element more is read or written if a region computes a chain; at least {@link #SAVED} if it must not. */
    private int cost(Set<Expr> chain, Group to) {
        int cost = 0;
        Set<Grouping.Operand> counted = new HashSet<>();
        for (Expr node : chain) {
            for (Grouping.Operand o : operands.ofMember(node)) {
                Expr source = o.source();
                if (o.layout() == null || chain.contains(source) || !counted.add(o)) {
                    continue;
                }
                if (source.primitive() instanceof Primitive.Variable v && assigned.contains(v)) {
                    return SAVED;
                }
                if (!o.layout().repeats() && !isLoaded(o, to)) {
                    cost += isWritten(source) ? 1 : SAVED;
                }
            }
        }
        return cost;
    }

    private boolean isLoaded(Grouping.Operand o, Group group) {
        for (Expr member : group.members()) {
            for (Grouping.Operand other : operands.ofMember(member)) {
                if (other.source() == o.source()
                        && other.layout() != null
                        && other.layout().squeezed().equals(o.layout().squeezed())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a node's elements are in memory, whatever becomes of one of its readers. */
    private boolean isWritten(Expr source) {
        Group group = grouping.group(source);
        return group == null
                || source.primitive() instanceof Primitive.Reduce
                || fixed.contains(source)
                || readers.get(source).stream().anyMatch(reader -> grouping.group(reader) != group);
    }
}
