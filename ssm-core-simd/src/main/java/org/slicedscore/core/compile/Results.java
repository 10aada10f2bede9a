package org.slicedscore.core.compile;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Literals;

/**
 * The nodes that hold the results of a run.
 *
 * @param outputs by name
 * @param assignments the new value of each variable
 */
record Results(Map<String, Output> outputs, Map<Primitive.Variable, Assignment> assignments) {
    /** A node that is the memory of one output only, in the output's shape. */
    record Output(Expr source, Shape shape) {}

    /** A node with a variable's new elements: computed, or a copy of a stored node. */
    record Assignment(Expr source, boolean computed) {}

    /** A view, leaf or literal gets a copy in the grouping: memory of its own. */
    static Results of(Map<String, Expr> outputs, Map<Primitive.Variable, Expr> assignments, Grouping grouping) {
        Set<Expr> claimed = Graphs.identitySet();
        Map<String, Output> sources = new LinkedHashMap<>();
        outputs.forEach((name, e) -> {
            Expr source = computed(e, grouping);
            if (source == null || !claimed.add(source)) {
                source = wrapped(e);
                grouping.copied(source);
            }
            sources.put(name, new Output(source, e.shape()));
        });
        Map<Expr, Expr> copies = new IdentityHashMap<>();
        Map<Primitive.Variable, Assignment> assigned = new LinkedHashMap<>();
        assignments.forEach((variable, e) -> {
            Expr source = computed(e, grouping);
            if (source == null) {
                Expr copy = copies.computeIfAbsent(e, Results::copyable);
                grouping.copied(copy);
                assigned.put(variable, new Assignment(copy, false));
            } else {
                assigned.put(variable, new Assignment(source, true));
            }
        });
        return new Results(sources, assigned);
    }

    /** The computed node whose elements are exactly those of e, or null. */
    private static Expr computed(Expr e, Grouping grouping) {
        Grouping.Operand o = grouping.operand(e);
        if (o.layout() == null || !o.layout().isWhole(o.source().shape())) {
            return null;
        }
        return o.source().primitive() instanceof Primitive.Stored ? null : o.source();
    }

    /** A node that may be copied: a stored node is already memory, so it is wrapped in a reshape. */
    private static Expr copyable(Expr e) {
        return e.primitive() instanceof Primitive.View || Literals.value(e).isPresent() ? e : wrapped(e);
    }

    private static Expr wrapped(Expr e) {
        return Expr.of(new Primitive.Reshape(e.shape()), e);
    }
}
