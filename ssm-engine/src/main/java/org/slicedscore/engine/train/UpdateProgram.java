package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;

/**
 * A step from the gradients on: they are inputs, as is the mean loss. Compiled.
 *
 * @param state what it keeps
 * @param plan the program
 */
record UpdateProgram(StepState state, Plan plan) {
    static UpdateProgram of(TrainingStep.Spec spec) {
        Program.Builder program = Program.named("update");
        StepUpdate update = new StepUpdate(spec, program);
        List<ModelGraph.Parameter> parameters =
                StepUpdate.parameters(spec.components().graph(spec.dim()), spec);
        List<Expr> gradients = parameters.stream()
                .map(p -> Expr.of(new Primitive.Input(BlockProgram.GRADIENT + p.name(), p.shape())))
                .toList();
        update.write(parameters, Expr.of(new Primitive.Input(StepProgram.LOSS, Shape.SCALAR)), gradients);
        return new UpdateProgram(update.state(parameters, null), Compiler.compile(program.build()));
    }
}
