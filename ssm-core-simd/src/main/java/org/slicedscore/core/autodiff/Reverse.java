package org.slicedscore.core.autodiff;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Reverse mode: the adjoint of every node between some sources and one result. */
final class Reverse {
    private final Map<Expr, Expr> adjoints = new IdentityHashMap<>();

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
        adjoints.putAll(seeds);
        for (Expr node : order.reversed()) {
            Expr adjoint = adjoints.get(node);
            if (adjoint == null || !needed.contains(node)) {
                continue;
            }
            for (int i = 0; i < node.inputs().size(); i++) {
                Expr input = node.input(i);
                if (needed.contains(input)) {
                    Expr part = ReverseRules.adjoint(node, i, adjoint);
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
        } else {
            adjoints.merge(node, part, Algebra::add);
        }
    }

    /** The adjoint of a node, null if zero. */
    Expr adjoint(Expr node) {
        return adjoints.get(node);
    }
}
