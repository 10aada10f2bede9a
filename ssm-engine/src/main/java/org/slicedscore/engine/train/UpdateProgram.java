package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.update.StepScalars;

/** A step from the gradients on: they are inputs, as is the mean loss. Compiled. */
final class UpdateProgram implements StepState {
    private final ModelGraph graph;
    private final StepUpdate update;
    private final Plan plan;

    UpdateProgram(TrainingStep.Spec spec) {
        Program.Builder program = Program.named("update");
        update = new StepUpdate(spec, program);
        graph = spec.components().graph(spec.dim());
        List<ModelGraph.Parameter> parameters = StepUpdate.parameters(graph, spec);
        List<Expr> gradients = parameters.stream()
                .map(p -> Expr.of(new Primitive.Input(BlockProgram.GRADIENT + p.name(), p.shape())))
                .toList();
        update.write(parameters, Expr.of(new Primitive.Input(StepProgram.LOSS, Shape.SCALAR)), gradients);
        plan = Compiler.compile(program.build());
    }

    Plan plan() {
        return plan;
    }

    @Override
    public StepScalars scalars() {
        return update.scalars();
    }

    @Override
    public List<Primitive.Variable> variables() {
        return update.variables();
    }

    @Override
    public List<ModelGraph.Parameter> parameters() {
        return List.copyOf(graph.parameters().values());
    }

    @Override
    public boolean averaged() {
        return update.averaged();
    }

    @Override
    public Primitive.Variable coefficients() {
        return null;
    }
}
