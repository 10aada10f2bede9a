package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Finds variables that the region computing their new value may write directly, without a copy. */
final class InPlace {
    /** A node that reads a variable, with its layout. */
    private record Read(Expr reader, Layout layout) {}

    private final Grouping grouping;
    private final Dependents dependents = new Dependents();
    private final Map<Primitive.Variable, List<Read>> reads = new HashMap<>();

    InPlace(Grouping grouping, Operands operands) {
        this.grouping = grouping;
        for (Expr node : grouping.placed()) {
            for (Grouping.Operand o : operands.of(node)) {
                depends(node, o);
                if (o.layout() != null && o.source().primitive() instanceof Primitive.Variable v) {
                    reads.computeIfAbsent(v, _ -> new ArrayList<>()).add(new Read(node, o.layout()));
                }
            }
            if (node.primitive() instanceof Primitive.Concat) {
                operands.parts(node).forEach(part -> depends(node, part.operand()));
            }
        }
    }

    private void depends(Expr user, Grouping.Operand o) {
        if (o.layout() != null) {
            dependents.add(owner(user), owner(o.source()));
        }
    }

    /** The unit that computes a node: its group, or the node itself. */
    private Object owner(Expr node) {
        Group group = grouping.group(node);
        return group == null ? node : group;
    }

    Set<Primitive.Variable> variables(Results results) {
        Set<Primitive.Variable> found = new LinkedHashSet<>();
        results.assignments().forEach((variable, a) -> {
            Group group = grouping.group(a.source());
            if (a.computed()
                    && group != null
                    && !(a.source().primitive() instanceof Primitive.Reduce)
                    && !isTooEarly(variable, group)) {
                found.add(variable);
            }
        });
        return found;
    }

    /**
     * Whether a group would write a variable too early: a reader of the old value needs the group
     * first, or the group itself reads the old value in another order.
     */
    private boolean isTooEarly(Primitive.Variable variable, Group group) {
        Set<Object> later = dependents.of(group);
        return reads.getOrDefault(variable, List.of()).stream()
                .anyMatch(r -> grouping.group(r.reader()) == group
                        ? !r.layout().isWhole(variable.shape())
                        : later.contains(owner(r.reader())));
    }
}
