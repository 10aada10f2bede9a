package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Expressions that count as constants while others are differentiated: a leaf takes an expression's place, and after
 * differentiation the expression takes the leaf's. So no primitive and no derivative rule is needed for it, and a program
 * that computes the expression elsewhere computes it once.
 */
public final class Held {
    private final Map<Primitive, Expr> values = new LinkedHashMap<>();
    private final Map<Expr, Expr> released = new IdentityHashMap<>();

    /**
     * Holds an expression constant.
     *
     * @param value any expression, which may contain others that are held here
     * @return a leaf of its shape, to be used in its place
     */
    public Expr hold(Expr value) {
        Expr leaf = leaf("held#" + values.size(), value.shape());
        values.put(leaf.primitive(), value);
        return leaf;
    }

    private static Expr leaf(String name, Shape shape) {
        return Expr.of(new Primitive.Input(name, shape));
    }

    /**
     * Puts the held expressions back.
     *
     * @param root an expression, such as a gradient
     * @return the same with every leaf replaced by what it stands for
     */
    public Expr release(Expr root) {
        // what is held contains only what was held before it, so that this ends
        for (Expr node : Graphs.topological(List.of(root), released.keySet())) {
            if (!released.containsKey(node)) {
                Expr value = values.get(node.primitive());
                released.put(node, value == null ? rebuilt(node) : release(value));
            }
        }
        return released.get(root);
    }

    private Expr rebuilt(Expr node) {
        boolean same = true;
        List<Expr> inputs = new ArrayList<>();
        for (Expr input : node.inputs()) {
            Expr now = released.get(input);
            same &= now == input;
            inputs.add(now);
        }
        return same ? node : Expr.of(node.primitive(), inputs);
    }
}
