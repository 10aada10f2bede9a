package org.slicedscore.core.autodiff;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Represents equal nodes by one object (hash-consing) and numbers these. */
public final class Interner {
    private record Key(Primitive primitive, List<Integer> inputs) {}

    private final Map<Key, Expr> nodes = new HashMap<>();
    private final Map<Expr, Integer> numbers = new IdentityHashMap<>();

    /** Creates an empty interner. */
    public Interner() {}

    /**
     * The node of a primitive, created if missing.
     *
     * @param primitive the primitive
     * @param inputs its inputs, themselves unique
     * @return the unique node
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
     * The node of a primitive, if it exists.
     *
     * @param primitive the primitive
     * @param inputs its inputs
     * @return the node, or null
     */
    public Expr known(Primitive primitive, List<Expr> inputs) {
        return nodes.get(key(primitive, inputs));
    }

    /**
     * The number of a node, used to sort operands of commutative operations.
     *
     * @param node any node
     * @return the number of nodes numbered before it
     */
    public int number(Expr node) {
        return numbers.computeIfAbsent(node, _ -> numbers.size());
    }

    private Key key(Primitive primitive, List<Expr> inputs) {
        return new Key(primitive, inputs.stream().map(this::number).toList());
    }
}
