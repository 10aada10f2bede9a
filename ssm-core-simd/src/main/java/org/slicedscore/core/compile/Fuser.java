package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Cuts simplified expressions into units, in passes: regions, and single primitives. */
final class Fuser {
    private Fuser() {}

    static Units fuse(Map<String, Expr> outputs, Map<Primitive.Variable, Expr> assignments) {
        // gradients first, so that each block of an unrolled loop is contiguous in the tie-breaking order
        List<Expr> roots = new ArrayList<>(assignments.values());
        roots.addAll(outputs.values());
        Grouping grouping = new Grouping(roots);
        Results results = Results.of(outputs, assignments, grouping);
        Operands operands = new Operands(grouping);
        new Sinking(grouping, operands, results).run();
        Set<Primitive.Variable> inPlace = new InPlace(grouping, operands).variables(results);
        Set<Expr> kept = operands.kept(results, inPlace);
        Values values = new Values(results, inPlace, grouping);
        return new UnitWriter(grouping, operands, kept, values).write(results, inPlace);
    }
}
