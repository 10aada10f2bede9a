package org.slicedscore.core.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.Expr;

/** Traversals of expression graphs. Iterative, because unrolled graphs are deeper than a thread's stack. */
public final class Graphs {
    private Graphs() {}

    /**
     * All nodes the roots need, each after its inputs.
     *
     * @param roots where to start
     * @return the nodes, each once; the order depends on the graph alone
     */
    public static List<Expr> topological(Collection<Expr> roots) {
        return topological(roots, Set.of());
    }

    /**
     * All nodes that the roots need, each after its inputs, stopping at certain nodes.
     *
     * @param roots where to start
     * @param leaves nodes treated as if they had no inputs
     * @return the nodes, each once
     */
    public static List<Expr> topological(Collection<Expr> roots, Set<Expr> leaves) {
        List<Expr> order = new ArrayList<>();
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Expr> path = new ArrayDeque<>();
        Deque<Integer> next = new ArrayDeque<>();
        for (Expr root : roots) {
            if (!seen.add(root)) {
                continue;
            }
            path.push(root);
            next.push(0);
            while (!path.isEmpty()) {
                Expr node = path.peek();
                int i = next.pop();
                if (leaves.contains(node) || i == node.inputs().size()) {
                    order.add(path.pop());
                    continue;
                }
                next.push(i + 1);
                Expr input = node.input(i);
                if (seen.add(input)) {
                    path.push(input);
                    next.push(0);
                }
            }
        }
        return order;
    }

    /**
     * The nodes among the given ones that depend on some source, sources included.
     *
     * @param order nodes, each after its inputs
     * @param sources the sources
     * @return a set by identity
     */
    public static Set<Expr> dependents(List<Expr> order, Collection<Expr> sources) {
        Set<Expr> dependents = identitySet();
        dependents.addAll(sources);
        for (Expr node : order) {
            for (Expr input : node.inputs()) {
                if (dependents.contains(input)) {
                    dependents.add(node);
                    break;
                }
            }
        }
        return dependents;
    }

    /**
     * Rebuilds an expression with other nodes in place of some.
     *
     * @param root the expression
     * @param by what takes a node's place, by identity, of the node's shape
     * @return the root itself where nothing below it is replaced
     */
    public static Expr replace(Expr root, Map<Expr, Expr> by) {
        Map<Expr, Expr> done = new IdentityHashMap<>(by);
        for (Expr node : topological(List.of(root), by.keySet())) {
            if (!done.containsKey(node)) {
                List<Expr> inputs = node.inputs().stream().map(done::get).toList();
                boolean same = IntStream.range(0, inputs.size()).allMatch(i -> inputs.get(i) == node.input(i));
                done.put(node, same ? node : Expr.of(node.primitive(), inputs));
            }
        }
        return done.get(root);
    }

    /** An empty, mutable set of nodes compared by identity. */
    public static Set<Expr> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
