package org.slicedscore.core.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Literals;

/**
 * Sets numbers to 0 that are too small to multiply: processors of some makers take 40 times as long for a multiply-add
 * whose product is denormal.
 *
 * <p>What is computed and then read by a matrix product, or squared, is 0 where its magnitude is below {@link #PRODUCT};
 * so are the new values of variables that products read. So products of two such numbers are 0 or normal. A value that a
 * product reads is flushed for all its readers, so that it is stored once.
 */
final class Flushing {
    /** 2⁻⁶³, about 10⁻¹⁹: the square is the least normal number in single precision. */
    static final double PRODUCT = 0x1p-63;

    private final Simplifier s;
    private final Map<Primitive.Variable, Expr> assignments;
    private final Set<Expr> seen = Graphs.identitySet();

    /** The nodes whose elements products read. */
    private final Set<Expr> factors = Graphs.identitySet();

    private final Map<Expr, Expr> done = new IdentityHashMap<>();
    private final Map<Expr, Expr> flushed = new IdentityHashMap<>();

    Flushing(Simplifier s, Collection<Expr> outputs, Map<Primitive.Variable, Expr> assignments) {
        this.s = s;
        this.assignments = assignments;
        List<Expr> roots = new ArrayList<>(assignments.values());
        roots.addAll(outputs);
        List<Expr> order = Graphs.topological(roots);
        for (Expr node : order) {
            if (node.primitive() instanceof Primitive.MatMul) {
                node.inputs().forEach(this::factor);
            }
        }
        order.forEach(node -> done.put(node, rebuilt(node)));
    }

    /** What takes the place of some named expressions. */
    <K> Map<K, Expr> of(Map<K, Expr> roots) {
        Map<K, Expr> result = new LinkedHashMap<>();
        roots.forEach((key, e) -> result.put(key, done.get(e)));
        return result;
    }

    /** Finds the nodes that compute the elements of a product's operand. */
    private void factor(Expr operand) {
        Deque<Expr> open = new ArrayDeque<>(List.of(operand));
        while (!open.isEmpty()) {
            Expr e = open.pop();
            if (!seen.add(e) || Literals.value(e).isPresent()) {
                continue;
            }
            switch (e.primitive()) {
                case Primitive.Variable v -> {
                    if (assignments.containsKey(v)) {
                        open.push(assignments.get(v));
                    }
                }
                // inputs and constants are taken as they are, and random numbers are not small
                case Primitive.Leaf _ -> {}
                case Primitive.ScatterAdd _ -> factors.add(e);
                case Primitive.Movement _ -> e.inputs().forEach(open::push);
                case Primitive.ElementWise _, Primitive.Reduce _, Primitive.MatrixOperation _ -> factors.add(e);
            }
        }
    }

    private Expr rebuilt(Expr node) {
        List<Expr> inputs = node.inputs().stream().map(done::get).toList();
        if (node.primitive() == Binary.MULTIPLY && inputs.get(0) == inputs.get(1)) {
            Expr x = flushed(inputs.get(0));
            inputs = List.of(x, x);
        }
        boolean same = true;
        for (int i = 0; i < inputs.size(); i++) {
            same &= inputs.get(i) == node.input(i);
        }
        Expr e = same ? node : Expr.of(node.primitive(), inputs);
        return factors.contains(node) ? flushed(e) : e;
    }

    private Expr flushed(Expr e) {
        return e.primitive() == Binary.FLUSH
                ? e
                : flushed.computeIfAbsent(e, x -> Expr.of(Binary.FLUSH, x, s.literal(PRODUCT, x.shape())));
    }
}
