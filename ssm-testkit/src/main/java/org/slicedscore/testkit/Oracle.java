package org.slicedscore.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.interpret.Interpreter;

/** Evaluates expressions in double precision: the core's interpreter with values for inputs and variables. */
final class Oracle {
    private final Map<String, double[]> leaves = new HashMap<>();
    private final long seed;
    private final long step;
    private final long firstRow;
    private Interpreter interpreter;

    Oracle(long seed, long step, long firstRow) {
        this.seed = seed;
        this.step = step;
        this.firstRow = firstRow;
    }

    /** The inputs and variables of an expression. */
    static List<Expr> leaves(Expr... roots) {
        return Graphs.topological(List.of(roots)).stream()
                .filter(e -> e.inputs().isEmpty())
                .toList();
    }

    Oracle bind(String name, double[] values) {
        leaves.put(name, values);
        interpreter = null; // its cached results depend on the old values
        return this;
    }

    double[] of(Expr e) {
        if (interpreter == null) {
            interpreter = new Interpreter(leaves, seed, step, firstRow);
        }
        return interpreter.evaluate(e);
    }
}
