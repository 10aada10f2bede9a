package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.core.autodiff.Literals;

/** Gives nodes and variables their buffers: a sum uses the buffer of its first product. */
final class Values {
    private final Map<Expr, Value> nodes = new IdentityHashMap<>();
    private final Map<Primitive.Variable, Value> variables = new HashMap<>();
    private final List<Value> all = new ArrayList<>();
    /** The names of outputs that are sums, by their first product. */
    private final Map<Expr, String> summedOutputs = new IdentityHashMap<>();

    Values(Results results, Set<Primitive.Variable> inPlace, Grouping grouping) {
        Accumulation sums = grouping.accumulation();
        results.outputs().forEach((name, o) -> {
            if (sums.sum(o.source()) == null) {
                nodes.put(o.source(), add(Buffer.Kind.OUTPUT, name, o.shape(), null));
                return;
            }
            Expr first = o.source();
            while (sums.sum(first) != null) {
                first = sums.sum(first).base();
            }
            summedOutputs.put(first, name);
        });
        inPlace.forEach(this::of);
        for (Expr node : grouping.placed()) {
            if (sums.sum(node) != null) {
                nodes.put(node, of(sums.sum(node).base()));
            }
        }
    }

    /** Everything that has a buffer. */
    List<Value> all() {
        return all;
    }

    Value of(Primitive.Variable v) {
        return variables.computeIfAbsent(v, _ -> add(Buffer.Kind.VARIABLE, v.name(), v.shape(), null));
    }

    Value of(Expr node) {
        return nodes.computeIfAbsent(node, this::make);
    }

    private Value make(Expr node) {
        return switch (node.primitive()) {
            case Primitive.Variable p -> of(p);
            case Primitive.Input p -> add(Buffer.Kind.INPUT, p.name(), p.shape(), null);
            case Constant c
            when Literals.value(node).isEmpty() -> add(Buffer.Kind.CONSTANT, "constant", c.shape(), c.toArray());
            default -> {
                String output = summedOutputs.get(node);
                yield output == null
                        ? add(Buffer.Kind.ARENA, "", node.shape(), null)
                        : add(Buffer.Kind.OUTPUT, output, node.shape(), null);
            }
        };
    }

    private Value add(Buffer.Kind kind, String name, Shape shape, double[] constant) {
        Value value = new Value(kind, name, shape, constant);
        all.add(value);
        return value;
    }
}
