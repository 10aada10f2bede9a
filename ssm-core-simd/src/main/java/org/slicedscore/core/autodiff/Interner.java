package org.slicedscore.core.autodiff;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Gives equal nodes one object (hash-consing), and numbers the objects. */
public final class Interner {
    private record Key(Primitive primitive, List<Integer> inputs) {}

    private final Map<Key, Expr> nodes = new HashMap<>();
    private final Map<Expr, Integer> numbers = new IdentityHashMap<>();

    /** Knows no node yet. */
    public Interner() {}

    /**
     * The node of a primitive, made unless there is one.
     *
     * @param primitive what it does
     * @param inputs its inputs, themselves unique
     * @return the one node
     */
    public Expr intern(Primitive primitive, List<Expr> inputs) {
        return intern(primitive, inputs, _ -> Expr.of(primitive, inputs));
    }

    /**
     * The node equal to a given one.
     *
     * @param node whose inputs are unique
     * @return the node that was interned first
     */
    public Expr intern(Expr node) {
        return intern(node.primitive(), node.inputs(), _ -> node);
    }

    private Expr intern(Primitive primitive, List<Expr> inputs, Function<Key, Expr> make) {
        Expr node = nodes.computeIfAbsent(key(primitive, inputs), make);
        number(node);
        return node;
    }

    /**
     * The node of a primitive if there is one.
     *
     * @param primitive what it does
     * @param inputs its inputs
     * @return the node, or null
     */
    public Expr known(Primitive primitive, List<Expr> inputs) {
        return nodes.get(key(primitive, inputs));
    }

    /**
     * The number of a node, by which operands of commutative operations are sorted.
     *
     * @param node any node
     * @return how many were numbered before it
     */
    public int number(Expr node) {
        return numbers.computeIfAbsent(node, _ -> numbers.size());
    }

    private Key key(Primitive primitive, List<Expr> inputs) {
        return new Key(primitive, inputs.stream().map(this::number).toList());
    }
}
