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
     * @param result what is differentiated
     * @param seed its adjoint
     * @param sources with respect to what
     */
    Reverse(Expr result, Expr seed, Collection<Expr> sources) {
        this(Graphs.topological(List.of(result)), Map.of(result, seed), sources);
    }

    /**
     * @param order all nodes that the seeded ones need, each after its inputs
     * @param seeds what the adjoints of some nodes have from outside
     * @param sources with respect to what
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
     * Adds to an adjoint. What reaches a stretched operand is summed at once, so that shares of the large shape never
     * wait for each other: the blocks of an exact trace would all be held in memory otherwise.
     */
    private void add(Expr node, Expr part, Collection<Expr> sources) {
        if (node.primitive() instanceof Primitive.Broadcast && !sources.contains(node)) {
            add(node.input(0), ReverseRules.adjoint(node, 0, part), sources);
        } else {
            adjoints.merge(node, part, Algebra::add);
        }
    }

    /** The adjoint of a node, null where it is zero. */
    Expr adjoint(Expr node) {
        return adjoints.get(node);
    }
}
