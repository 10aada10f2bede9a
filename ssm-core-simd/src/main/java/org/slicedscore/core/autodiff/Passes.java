package org.slicedscore.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Tells nodes that have a value in each pass of a loop from those that have one. */
public final class Passes {
    private final Map<Expr, Integer> known = new IdentityHashMap<>();

    /** Knows no node yet. */
    public Passes() {}

    /**
     * Whether there is a loop anywhere.
     *
     * @param order nodes
     * @return true if a node counts passes or sums over them
     */
    public static boolean any(List<Expr> order) {
        return order.stream()
                .map(Expr::primitive)
                .anyMatch(p -> p instanceof Primitive.LoopIndex || p instanceof Primitive.LoopSum);
    }

    /**
     * The passes of the loop in each of which a node has a value.
     *
     * @param e the node
     * @return at least 1; 0 for a node with one value
     * @throws IllegalStateException if it depends on two loops
     */
    public int of(Expr e) {
        if (!known.containsKey(e)) {
            for (Expr node : Graphs.topological(List.of(e), known.keySet())) {
                if (!known.containsKey(node)) {
                    known.put(node, passes(node));
                }
            }
        }
        return known.get(e);
    }

    private int passes(Expr node) {
        return switch (node.primitive()) {
            case Primitive.LoopIndex p -> p.passes();
            case Primitive.LoopSum p -> {
                both(known.get(node.input(0)), p.passes());
                yield 0;
            }
            default -> node.inputs().stream().map(known::get).reduce(0, Passes::both);
        };
    }

    private static int both(int a, int b) {
        if (a != 0 && b != 0 && a != b) {
            throw new IllegalStateException("loops of " + a + " and of " + b + " passes in one another");
        }
        return Math.max(a, b);
    }
}
