package org.slicedscore.core.compile;

import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * Finds sums of matrix products that can be computed in place: C = A·B, then C += A′·B′, and so on. This is how the
 * gradient of a weight collects contributions from the primal, the tangents and the adjoint pass without a temporary.
 */
final class Accumulation {
    /** A sum: the product is added to the base in the base's buffer. */
    record Sum(Expr base, Expr product) {}

    private final Map<Expr, Integer> uses = new IdentityHashMap<>();
    private final Map<Expr, Sum> sums = new IdentityHashMap<>();
    private final Set<Expr> absorbed;

    Accumulation(List<Expr> order, Collection<Expr> roots) {
        for (Expr node : order) {
            node.inputs().forEach(i -> uses.merge(i, 1, Integer::sum));
        }
        roots.forEach(r -> uses.merge(r, 1, Integer::sum));
        for (Expr node : order) {
            if (node.primitive() == Primitive.Binary.ADD && node.input(0) != node.input(1)) {
                find(node);
            }
        }
        absorbed = new HashSet<>(sums.values().stream().map(Sum::product).toList());
    }

    private void find(Expr node) {
        Expr a = soleProduct(node.input(0));
        Expr b = soleProduct(node.input(1));
        if (a == null || b == null) {
            return;
        }
        if (!sums.containsKey(b)) {
            sums.put(node, new Sum(a, b));
        } else if (!sums.containsKey(a)) {
            sums.put(node, new Sum(b, a));
        }
    }

    /** The product or sum of products of an operand without other users, or null. */
    private Expr soleProduct(Expr operand) {
        Expr e = operand;
        while (uses.get(e) == 1) {
            if (e.primitive() instanceof Primitive.MatMul || sums.containsKey(e)) {
                return e;
            }
            if (!(e.primitive() instanceof Primitive.Reshape)) {
                return null;
            }
            e = e.input(0);
        }
        return null;
    }

    /** The sum for a node, or null. */
    Sum sum(Expr node) {
        return sums.get(node);
    }

    /** Whether a product is part of a sum and has no buffer of its own. */
    boolean isAbsorbed(Expr node) {
        return absorbed.contains(node);
    }
}
