package org.slicedscore.engine.device;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.autodiff.Graphs;

/**
 * What an expression needs and no input decides is computed once, where the variables do not change any more: norms of learned rows, say. Each
 * such part becomes a variable of its own. A transposed variable is one, too, since products read it faster when it lies as they need it;
 * what only repeats or cuts out numbers is not.
 */
public final class Precomputed {
    private static final String PREFIX = "precomputed_";

    private Precomputed() {}

    /**
     * Computes the parts and rebuilds the expression on them.
     *
     * @param root the expression
     * @param workspace sees the variables, which must have their values, and owns the new ones
     * @return the same values
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if the device cannot hold them
     */
    public static Expr of(Expr root, Workspace workspace) {
        List<Expr> order = Graphs.topological(List.of(root));
        Set<Expr> changing = Graphs.dependents(
                order,
                order.stream()
                        .filter(e -> e.primitive() instanceof Primitive.Input
                                || e.primitive() instanceof Primitive.Random
                                || e.primitive() instanceof Primitive.LoopIndex)
                        .toList());
        Map<String, Expr> parts = new LinkedHashMap<>();
        Set<Expr> taken = Graphs.identitySet();
        for (Expr node : order) {
            if (changing.contains(node)) {
                for (Expr input : node.inputs()) {
                    Expr part = source(input);
                    if (!changing.contains(part) && !part.inputs().isEmpty() && taken.add(part)) {
                        parts.put(PREFIX + parts.size(), part);
                    }
                }
            }
        }
        if (parts.isEmpty()) {
            return root;
        }
        Map<String, double[]> values = workspace.values("precomputed", parts, _ -> new double[0], 0, 0);
        List<Primitive.Variable> variables = new ArrayList<>();
        Map<Expr, Expr> replaced = new IdentityHashMap<>();
        parts.forEach((name, part) -> {
            Primitive.Variable variable = new Primitive.Variable(name, part.shape());
            variables.add(variable);
            replaced.put(part, Expr.of(variable));
        });
        workspace.allocate(variables, values::get);
        return Graphs.replace(root, replaced);
    }

    private static Expr source(Expr node) {
        Expr at = node;
        while (at.primitive() instanceof Primitive.View && !(at.primitive() instanceof Primitive.Transpose)) {
            at = at.input(0);
        }
        return at;
    }
}
