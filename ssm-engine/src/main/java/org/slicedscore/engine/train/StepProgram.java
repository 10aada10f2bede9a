package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
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
import org.slicedscore.engine.update.StepScalars;
import org.slicedscore.engine.update.UpdateGraph;

/** The program of a {@link TrainingStep}, compiled, and the names under which its state is found; it has no device yet. */
final class StepProgram {
    static final String ROWS = "rows";
    static final String LOSS = "loss";
    static final String RATE = "rate";
    static final String LOSS_SUM = "train.loss-sum";
    static final String SQUARE_SUM = "train.gradient-square-sum";
    static final String EMA = "ema.";

    private static final String BLEND = "blend";

    /** Blocks that save less than the rest of the temporaries are not worth their price. */
    private static final double WORTH_IT = 0.75;

    private final TrainingStep.Spec spec;
    private final ModelGraph graph;
    private final StepScalars scalars = new StepScalars();
    private final List<Primitive.Variable> variables = new ArrayList<>();
    private final Program.Builder program = Program.named("step");
    private final Plan plan;

    /** What the coefficients that a model has in closed form are stored as; null for other models. */
    private Primitive.Variable coefficients;

    private StepProgram(TrainingStep.Spec spec, int blockRows) {
        this.spec = spec;
        scalars.declare(RATE, spec.rate());
        if (averaged()) {
            scalars.declare(BLEND, step -> 1 - TrainingStep.averageDecay(spec.ema(), step));
        }
        TrainingConfig.Components c = spec.components();
        UpdateGraph updates = new UpdateGraph(c.optimizer(), c.optimizerOptions(), scalars, "", RATE);
        updates.declareScalars();

        Expr x = Expr.of(new Primitive.Input(ROWS, Shape.of(spec.batchSize(), spec.dim() + c.conditions())));
        graph = c.graph();
        List<Expr> losses = graph.linear()
                ? List.of(c.objective().loss(fitted(x)).mean())
                : RowBlocks.shares(x, blockRows, rows -> c.loss(graph, rows, spec.projections()));
        write(losses, updates);
        if (coefficients != null) {
            variables.add(coefficients);
        }
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
        int rows = RowBlocks.rows(
                spec.batchSize(),
                Float.BYTES * whole.plan.arenaSize(),
                Float.BYTES * whole.parameterCount(),
                backend.preferredTemporaries());
        if (rows == spec.batchSize()) {
            return whole;
        }
        StepProgram blocks = new StepProgram(spec, rows);
        return blocks.plan.arenaSize() < WORTH_IT * whole.plan.arenaSize() ? blocks : whole;
    }

    /** Of each batch, the first half is for the coefficients, the second for the loss that they lead to. */
    private ScoreGraph fitted(Expr x) {
        TrainingConfig.Components c = spec.components();
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

    private void write(List<Expr> losses, UpdateGraph updates) {
        Expr loss = losses.stream().reduce(Expr::add).orElseThrow();
        program.output(LOSS, loss);
        List<ModelGraph.Parameter> parameters = parameters();
        if (parameters.isEmpty()) {
            throw SsmException.usage(
                    "model '%s' has no parameters, so there is nothing to train",
                    spec.components().model().id());
        }
        List<Expr> nodes =
                parameters.stream().map(ModelGraph.Parameter::variable).toList();
        List<Expr> gradients = gradients(losses, nodes);
        // built in any case, compiled only where something asks for it
        Expr square =
                gradients.stream().map(g -> g.square().sum()).reduce(Expr::add).orElseThrow();
        if (spec.clip() > 0) {
            Expr limit = Expr.constant(spec.clip());
            Expr scale = limit.div(square.sqrt().maximum(limit));
            gradients = gradients.stream().map(g -> g.mul(scale)).toList();
        }
        Map<Expr, Expr> averages = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            ModelGraph.Parameter p = parameters.get(i);
            Expr updated = updates.update(p.name(), p.variable(), gradients.get(i));
            program.assign(p.variable(), updated);
            variables.add((Primitive.Variable) p.variable().primitive());
            if (averaged()) {
                Expr average = Expr.of(new Primitive.Variable(EMA + p.name(), p.shape()));
                averages.put(average, average.add(scalars.get(BLEND).mul(updated.sub(average))));
            }
        }
        updates.assignments().forEach(program::assign);
        variables.addAll(updates.states());
        averages.forEach((variable, value) -> {
            program.assign(variable, value);
            variables.add((Primitive.Variable) variable.primitive());
        });
        if (spec.watched()) {
            accumulate(LOSS_SUM, loss);
            accumulate(SQUARE_SUM, square);
        }
    }

    private static List<Expr> gradients(List<Expr> losses, List<Expr> nodes) {
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

    /** A sum over steps, so that the host need not wait for each of them to know their mean. */
    private void accumulate(String name, Expr value) {
        Primitive.Variable v = new Primitive.Variable(name, Shape.SCALAR);
        Expr sum = Expr.of(v);
        program.assign(sum, sum.add(value));
        variables.add(v);
    }

    Plan plan() {
        return plan;
    }

    /** The numbers that a step is sent. */
    StepScalars scalars() {
        return scalars;
    }

    /** All state, in the order in which it is stored. */
    List<Primitive.Variable> variables() {
        return variables;
    }

    List<ModelGraph.Parameter> parameters() {
        return List.copyOf(graph.parameters().values());
    }

    long parameterCount() {
        return parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    /** Whether an average of the weights is kept. */
    boolean averaged() {
        return spec.ema() > 0;
    }

    /** The variable of coefficients in closed form, or null. */
    Primitive.Variable coefficients() {
        return coefficients;
    }
}
