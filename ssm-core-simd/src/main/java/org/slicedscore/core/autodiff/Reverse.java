package org.slicedscore.core.autodiff;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Reverse mode: the adjoint of every node between some sources and one result. */
final class Reverse {
    private final Map<Expr, Expr> adjoints = new IdentityHashMap<>();

    /** What the passes of loops add to the adjoints of nodes with one value, by the number of passes. */
    private final Map<Expr, Map<Integer, Expr>> each = new IdentityHashMap<>();

    /** Null where there is no loop. */
    private final Passes passes;

    /**
     * @param result the expression to differentiate
     * @param seed its adjoint
     * @param sources the variables of differentiation
     */
    Reverse(Expr result, Expr seed, Collection<Expr> sources) {
        this(Graphs.topological(List.of(result)), Map.of(result, seed), sources);
    }

    /**
     * @param order all nodes that the seeded ones need, each after its inputs
     * @param seeds external contributions to the adjoints of some nodes
     * @param sources the variables of differentiation
     */
    Reverse(List<Expr> order, Map<Expr, Expr> seeds, Collection<Expr> sources) {
        Set<Expr> needed = Graphs.dependents(order, sources);
        passes = Passes.any(order) ? new Passes() : null;
        adjoints.putAll(seeds);
        for (Expr node : order.reversed()) {
            each.getOrDefault(node, Map.of())
                    .forEach((n, part) -> adjoints.merge(node, Expr.of(new Primitive.LoopSum(n), part), Algebra::add));
            Expr adjoint = adjoints.get(node);
            if (adjoint == null || !needed.contains(node)) {
                continue;
            }
            for (int i = 0; i < node.inputs().size(); i++) {
                Expr input = node.input(i);
                if (needed.contains(input)) {
                    Expr part = ReverseRules.adjoint(node, i, adjoint);
                    if (node.primitive() instanceof Primitive.LoopSum p && passes.of(input) == 0) {
                        part = part.mul(p.passes());
                    }
                    if (part != null) {
                        add(input, part, sources);
                    }
                }
            }
        }
    }

    /**
     * Adds to an adjoint. Contributions to a stretched operand are summed at once, so that terms of the large shape
     * need not be kept: otherwise all blocks of an exact trace would be held in memory.
     */
    private void add(Expr node, Expr part, Collection<Expr> sources) {
        if (node.primitive() instanceof Primitive.Broadcast && !sources.contains(node)) {
            add(node.input(0), ReverseRules.adjoint(node, 0, part), sources);
            return;
        }
        int n = passes == null || passes.of(node) > 0 ? 0 : passes.of(part);
        if (n > 0) {
            each.computeIfAbsent(node, _ -> new TreeMap<>()).merge(n, part, Algebra::add);
        } else {
            adjoints.merge(node, part, Algebra::add);
        }
    }

    /** The adjoint of a node, null if zero. */
    Expr adjoint(Expr node) {
        return adjoints.get(node);
    }
}
