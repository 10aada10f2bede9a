package org.slicedscore.core.autodiff;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;

/** Reverse mode: the adjoint of every node between some sources and one result. */
final class Reverse {
    private final Map<Expr, Expr> adjoints = new IdentityHashMap<>();

    /**
     * @param result what is differentiated
     * @param seed its adjoint
     * @param sources with respect to what
     */
    Reverse(Expr result, Expr seed, Collection<Expr> sources) {
        List<Expr> order = Graphs.topological(List.of(result));
        Set<Expr> needed = Graphs.dependents(order, sources);
        adjoints.put(result, seed);
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
                        adjoints.merge(input, part, Algebra::add);
                    }
                }
            }
        }
    }

    /** The adjoint of a node, null where it is zero. */
    Expr adjoint(Expr node) {
        return adjoints.get(node);
    }
}
