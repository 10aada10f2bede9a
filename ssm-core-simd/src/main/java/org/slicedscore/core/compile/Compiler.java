package org.slicedscore.core.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.plan.Plan;

/** Compiles programs to plans. */
public final class Compiler {
    private Compiler() {}

    /** Compiles a program: the same program always gives the same plan. */
    public static Plan compile(Program program) {
        Simplifier simplifier = new Simplifier();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, e) -> outputs.put(name, simplifier.simplify(e)));
        Map<Primitive.Variable, Expr> assignments = new LinkedHashMap<>();
        program.assignments().forEach((v, e) -> {
            Expr value = simplifier.simplify(e);
            // a variable that keeps its value needs no instruction, such as a parameter with zero gradient
            if (!value.primitive().equals(v)) {
                assignments.put(v, value);
            }
        });
        Flushing flushing = new Flushing(simplifier, outputs.values(), assignments);
        Stages stages = Stages.of(flushing.of(outputs), flushing.of(assignments));
        PlanWriter writer = new PlanWriter(program.name(), stages.links());
        for (Stage stage : stages.stages()) {
            Units units = Fuser.fuse(stage.outputs, stage.assignments);
            writer.add(stage, units, new Scheduler(units).order());
        }
        return writer.write();
    }
}
