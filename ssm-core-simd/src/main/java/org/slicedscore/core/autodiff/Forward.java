package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;

/** Forward mode for one direction: the tangent of every node, from given seeds. */
final class Forward {
    private final Map<Expr, Expr> tangents = new IdentityHashMap<>();

    /**
     * @param roots the nodes whose tangents are needed
     * @param seeds nodes whose tangents are given
     * @param constants nodes whose tangents are taken as zero
     */
    Forward(Collection<Expr> roots, Map<Expr, Expr> seeds, Set<Expr> constants) {
        Set<Expr> leaves = Graphs.identitySet();
        leaves.addAll(seeds.keySet());
        leaves.addAll(constants);
        for (Expr node : Graphs.topological(roots, leaves)) {
            if (seeds.containsKey(node)) {
                tangents.put(node, seeds.get(node));
            } else if (!constants.contains(node)) {
                List<Expr> inputs = new ArrayList<>();
                for (Expr input : node.inputs()) {
                    inputs.add(tangents.get(input));
                }
                if (inputs.stream().anyMatch(t -> t != null)) {
                    Expr tangent = ForwardRules.tangent(node, inputs);
                    if (tangent != null) {
                        tangents.put(node, tangent);
                    }
                }
            }
        }
    }

    /** The tangent of a node, null if zero. */
    Expr tangent(Expr node) {
        return tangents.get(node);
    }
}
