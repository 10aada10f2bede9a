package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * Gives equal expressions one node. Needed before reverse mode: the adjoints of two equal nodes would otherwise run
 * separately through all that lies below them.
 */
final class Sharing {
    private record Key(Primitive primitive, List<Integer> inputs) {}

    private final Map<Key, Expr> nodes = new HashMap<>();
    private final Map<Expr, Integer> numbers = new IdentityHashMap<>();
    private final Map<Expr, Expr> shared = new IdentityHashMap<>();

    /**
     * Starts with nodes that stay as they are.
     *
     * @param kept not looked into; a leaf equal to one of them becomes that one
     */
    Sharing(List<Expr> kept) {
        for (Expr e : kept) {
            if (e.inputs().isEmpty()) {
                shared.put(e, nodes.computeIfAbsent(new Key(e.primitive(), List.of()), k -> e));
            } else {
                shared.put(e, e);
            }
            numbers.putIfAbsent(shared.get(e), numbers.size());
        }
    }

    Expr share(Expr root) {
        for (Expr node : Graphs.topological(List.of(root), shared.keySet())) {
            shared.computeIfAbsent(node, this::unique);
        }
        return shared.get(root);
    }

    private Expr unique(Expr node) {
        List<Expr> inputs = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        boolean same = true;
        for (Expr input : node.inputs()) {
            Expr s = shared.get(input);
            same &= s == input;
            inputs.add(s);
            ids.add(numbers.get(s));
        }
        boolean unchanged = same;
        Expr result = nodes.computeIfAbsent(
                new Key(node.primitive(), ids), k -> unchanged ? node : Expr.of(node.primitive(), inputs));
        numbers.putIfAbsent(result, numbers.size());
        return result;
    }
}
