package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;

/** The share of a block of rows in the mean loss of a batch and in its gradients, compiled; the parameters are variables. */
final class BlockProgram {
    static final String GRADIENT = "gradient.";

    private final List<ModelGraph.Parameter> parameters;
    private final Plan plan;

    private BlockProgram(TrainingStep.Spec spec, int rows, int atOnce) {
        TrainingComponents c = spec.components();
        Program.Builder program = Program.named("block");
        Expr x = Expr.of(new Primitive.Input(StepProgram.ROWS, Shape.of(rows, spec.dim() + c.conditions())));
        ModelGraph graph = c.graph();
        List<Expr> losses =
                RowBlocks.shares(x, atOnce, spec.batchSize(), some -> c.loss(graph, some, spec.projections()));
        program.output(StepProgram.LOSS, losses.stream().reduce(Expr::add).orElseThrow());
        parameters = StepUpdate.parameters(graph, spec);
        List<Expr> gradients = StepProgram.gradients(losses, parameters);
        for (int i = 0; i < parameters.size(); i++) {
            program.output(GRADIENT + parameters.get(i).name(), gradients.get(i));
        }
        plan = Compiler.compile(program.build());
    }

    /**
     * The program that suits a backend.
     *
     * @param spec the step
     * @param rows rows of the block
     */
    static BlockProgram of(TrainingStep.Spec spec, int rows, Backend backend) {
        if (spec.components().linear()) {
            throw Problem.usage(Subject.setting(Settings.MICRO_BATCH.name()))
                    .found("%d", spec.microBatch())
                    .expected(
                            "none: model '%s' fits its coefficients on one half of each batch, which cannot be cut into blocks",
                            spec.components().model().id())
                    .exception();
        }
        BlockProgram whole = new BlockProgram(spec, rows, rows);
        int atOnce = StepProgram.preferredRows(rows, whole.plan, whole.parameters, backend);
        if (atOnce == rows) {
            return whole;
        }
        BlockProgram parts = new BlockProgram(spec, rows, atOnce);
        return StepProgram.worthIt(parts.plan, whole.plan) ? parts : whole;
    }

    Plan plan() {
        return plan;
    }
}
