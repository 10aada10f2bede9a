package org.slicedscore.onnx.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * Which extents of a graph are numbers of rows: found by comparing the graphs for two numbers of rows node by node. An extent is
 * written as the number itself, or, where it is k times the number of rows, as −k.
 */
final class Extents {
    /** Two numbers of rows that no model has as another extent: large primes. */
    static final int FEWER = 7907;

    static final int MORE = 7919;

    private final List<Expr> order;
    private final Map<Expr, int[]> dims = new IdentityHashMap<>();

    /**
     * Compares two graphs.
     *
     * @param fewer the results for {@link #FEWER} rows
     * @param more the same for {@link #MORE} rows
     * @throws SsmException of kind USAGE if they differ in more than extents
     */
    Extents(Collection<Expr> fewer, Collection<Expr> more) {
        order = topological(fewer);
        List<Expr> other = topological(more);
        if (order.size() != other.size()) {
            throw differs(order.size() + " and " + other.size() + " operations");
        }
        Map<Expr, Expr> partner = new IdentityHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            Expr a = order.get(i);
            Expr b = other.get(i);
            partner.put(a, b);
            boolean same = a.inputs().size() == b.inputs().size();
            for (int k = 0; same && k < a.inputs().size(); k++) {
                same = partner.get(a.input(k)) == b.input(k);
            }
            if (!same || a.shape().rank() != b.shape().rank()) {
                throw differs(a + " and " + b);
            }
            int[] found = new int[a.shape().rank()];
            for (int axis = 0; axis < found.length; axis++) {
                found[axis] = extent(a.dim(axis), b.dim(axis), a);
            }
            dims.put(a, found);
            if (!samePrimitive(a, b)) {
                throw differs(a + " and " + b);
            }
        }
    }

    private static int extent(int a, int b, Expr at) {
        if (a == b) {
            return a;
        }
        int k = (b - a) / (MORE - FEWER);
        if (k < 1 || a != k * FEWER || b != k * MORE) {
            throw differs("an axis of " + at + " that is no multiple of the number of rows");
        }
        return -k;
    }

    /** Whether two primitives do the same, up to shapes, which are compared elsewhere. */
    private boolean samePrimitive(Expr a, Expr b) {
        return switch (a.primitive()) {
            case Primitive.Broadcast _, Primitive.Reshape _, Primitive.Slice _, Primitive.Input _ ->
                a.primitive().getClass() == b.primitive().getClass() && wholeRows(a);
            case Constant c -> c.equals(b.primitive()) && Arrays.stream(of(a)).allMatch(n -> n > 0);
            default -> a.primitive().equals(b.primitive());
        };
    }

    /** A slice takes all rows, or is no slice of rows. */
    private boolean wholeRows(Expr e) {
        if (e.primitive() instanceof Primitive.Slice p) {
            int[] from = of(e.input(0));
            for (int axis = 0; axis < from.length; axis++) {
                if (from[axis] < 0 && (p.from().get(axis) != 0 || of(e)[axis] != from[axis])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static SsmException differs(String what) {
        return SsmException.usage(
                "the model's formula depends on the number of rows in more than its extents (%s), so it cannot be exported for "
                        + "any number of rows; write it so that each row is computed in the same way",
                what);
    }

    /** All nodes, each after its inputs. */
    List<Expr> order() {
        return order;
    }

    /** The extents of a node; shared. */
    int[] of(Expr e) {
        return dims.get(e);
    }

    /** Iterative, because derivatives of deep networks are deeper than a thread's stack. */
    private static List<Expr> topological(Collection<Expr> roots) {
        List<Expr> order = new ArrayList<>();
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Expr> path = new ArrayDeque<>();
        Deque<Integer> next = new ArrayDeque<>();
        for (Expr root : roots) {
            if (seen.add(root)) {
                path.push(root);
                next.push(0);
            }
            while (!path.isEmpty()) {
                Expr node = path.peek();
                int i = next.pop();
                if (i == node.inputs().size()) {
                    order.add(path.pop());
                    continue;
                }
                next.push(i + 1);
                if (seen.add(node.input(i))) {
                    path.push(node.input(i));
                    next.push(0);
                }
            }
        }
        return order;
    }
}
