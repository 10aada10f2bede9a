package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;

/**
 * Merges equal expressions into one node. Needed before reverse mode: otherwise the adjoints of two equal nodes would
 * run separately through everything below them.
 */
final class Sharing {
    private final Interner nodes = new Interner();
    private final Map<Expr, Expr> shared = new IdentityHashMap<>();

    /**
     * Starts with nodes to keep unchanged.
     *
     * @param kept nodes not traversed; a leaf equal to one of them becomes that one
     */
    Sharing(List<Expr> kept) {
        for (Expr e : kept) {
            shared.put(e, e.inputs().isEmpty() ? nodes.intern(e) : e);
        }
    }

    Expr share(Expr root) {
        for (Expr node : Graphs.topological(List.of(root), shared.keySet())) {
            shared.computeIfAbsent(node, this::unique);
        }
        return shared.get(root);
    }

    private Expr unique(Expr node) {
        List<Expr> inputs = node.inputs().stream().map(shared::get).toList();
        boolean unchanged = inputs.equals(node.inputs());
        return unchanged ? nodes.intern(node) : nodes.intern(node.primitive(), inputs);
    }
}
