package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;

/** Rebuilds an expression over another leaf. */
final class Substitution {
    private Substitution() {}

    static Expr replace(Expr root, Expr leaf, Expr by) {
        Map<Expr, Expr> done = new IdentityHashMap<>();
        for (Expr node : Graphs.topological(List.of(root))) {
            done.put(
                    node,
                    node == leaf
                            ? by
                            : Expr.of(
                                    node.primitive(),
                                    node.inputs().stream().map(done::get).toList()));
        }
        return done.get(root);
    }
}
