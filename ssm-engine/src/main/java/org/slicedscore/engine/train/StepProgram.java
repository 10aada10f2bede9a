package org.slicedscore.engine.train;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.ScoreGraph;

/** The program of a whole {@link TrainingStep}, compiled, and the names under which its state is found; it has no device yet. */
final class StepProgram {
    static final String ROWS = "rows";
    static final String LOSS = "loss";

    /** Blocks that save less than the rest of the temporaries are not worth their price. */
    private static final double WORTH_IT = 0.75;

    private final TrainingStep.Spec spec;
    private final ModelGraph graph;
    private final StepState state;
    private final Plan plan;

    /** What the coefficients that a model has in closed form are stored as; null for other models. */
    private Primitive.Variable coefficients;

    private StepProgram(TrainingStep.Spec spec, int blockRows) {
        this.spec = spec;
        Program.Builder program = Program.named("step");
        StepUpdate update = new StepUpdate(spec, program);
        TrainingComponents c = spec.components();
        Expr x = Expr.of(new Primitive.Input(ROWS, Shape.of(spec.batchSize(), spec.dim() + c.conditions())));
        graph = c.graph();
        List<Expr> losses = graph.linear()
                ? List.of(c.objective().loss(fitted(x)).mean())
                : RowBlocks.shares(x, blockRows, spec.batchSize(), rows -> c.loss(graph, rows, spec.projections()));
        Expr loss = losses.stream().reduce(Expr::add).orElseThrow();
        program.output(LOSS, loss);
        List<ModelGraph.Parameter> parameters = StepUpdate.parameters(graph, spec);
        update.write(parameters, loss, gradients(losses, parameters));
        state = update.state(parameters, coefficients);
        plan = Compiler.compile(program.build());
    }

    /** The program that works on the whole batch at once. */
    static StepProgram whole(TrainingStep.Spec spec) {
        return new StepProgram(spec, spec.batchSize());
    }

    /** The program that suits a backend. */
    static StepProgram of(TrainingStep.Spec spec, Backend backend) {
        StepProgram whole = whole(spec);
        if (whole.graph.linear()) {
            return whole;
        }
        int rows = preferredRows(spec.batchSize(), whole.plan, whole.state.parameters(), backend);
        if (rows == spec.batchSize()) {
            return whole;
        }
        StepProgram blocks = new StepProgram(spec, rows);
        return worthIt(blocks.plan, whole.plan) ? blocks : whole;
    }

    /** So many rows at a time suit a backend's caches. */
    static int preferredRows(int rows, Plan whole, List<ModelGraph.Parameter> parameters, Backend backend) {
        return RowBlocks.rows(
                rows,
                Float.BYTES * whole.arenaSize(),
                Float.BYTES
                        * parameters.stream().mapToLong(p -> p.shape().size()).sum(),
                backend.preferredTemporaries());
    }

    static boolean worthIt(Plan blocks, Plan whole) {
        return blocks.arenaSize() < WORTH_IT * whole.arenaSize();
    }

    /** The gradients of a sum of losses, by parameter: each loss is differentiated by itself. */
    static List<Expr> gradients(List<Expr> losses, List<ModelGraph.Parameter> parameters) {
        List<Expr> nodes =
                parameters.stream().map(ModelGraph.Parameter::variable).toList();
        List<Expr> sums = Autodiff.grad(losses.getFirst(), nodes);
        for (Expr loss : losses.subList(1, losses.size())) {
            List<Expr> more = Autodiff.grad(loss, nodes);
            List<Expr> before = sums;
            sums = IntStream.range(0, nodes.size())
                    .mapToObj(i -> before.get(i).add(more.get(i)))
                    .toList();
        }
        return sums;
    }

    /** Of each batch, the first half is for the coefficients, the second for the loss that they lead to. */
    private ScoreGraph fitted(Expr x) {
        TrainingComponents c = spec.components();
        int half = spec.batchSize() / 2;
        if (half == 0) {
            throw Problem.usage(Subject.setting("batch-size"))
                    .found("1")
                    .expected(
                            "at least 2: model '%s' fits its coefficients on one half of each batch",
                            c.model().id())
                    .exception();
        }
        CoefficientFit fit = c.fit(graph, x.slice(0, 0, half), spec.projections(), null);
        coefficients = new Primitive.Variable(
                ExponentialFamily.COEFFICIENTS, fit.moment().shape());
        ModelGraph fitted = graph.with(fit.coefficients(Expr.constant(half), graph.ridge()));
        return c.score(fitted, x.slice(0, half, spec.batchSize()), spec.projections());
    }

    Plan plan() {
        return plan;
    }

    StepState state() {
        return state;
    }
}
