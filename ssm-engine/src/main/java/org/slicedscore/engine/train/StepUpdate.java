package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.update.StepScalars;
import org.slicedscore.engine.update.UpdateGraph;

/**
 * What a step does with the gradient of the mean loss, wherever it comes from: clipping, the optimiser, the average of weights, sums over
 * steps. It writes that into a program, and knows the variables that the program keeps.
 */
final class StepUpdate {
    static final String RATE = "rate";
    static final String LOSS_SUM = "train.loss-sum";
    static final String SQUARE_SUM = "train.gradient-square-sum";
    static final String EMA = "ema.";

    private static final String BLEND = "blend";

    private final TrainingStep.Spec spec;
    private final Program.Builder program;
    private final StepScalars scalars = new StepScalars();
    private final UpdateGraph updates;
    private final List<Primitive.Variable> variables = new ArrayList<>();

    StepUpdate(TrainingStep.Spec spec, Program.Builder program) {
        this.spec = spec;
        this.program = program;
        scalars.declare(RATE, spec.rate());
        if (averaged()) {
            scalars.declare(BLEND, step -> 1 - TrainingStep.averageDecay(spec.ema(), step));
        }
        TrainingComponents c = spec.components();
        updates = new UpdateGraph(c.optimizer(), c.optimizerOptions(), scalars, "", RATE);
        updates.declareScalars();
    }

    /** The parameters of a model, in the order in which it asked for them. */
    static List<ModelGraph.Parameter> parameters(ModelGraph graph, TrainingStep.Spec spec) {
        if (graph.parameters().isEmpty()) {
            throw SsmException.usage(
                    "model '%s' has no parameters, so there is nothing to train",
                    spec.components().model().id());
        }
        return List.copyOf(graph.parameters().values());
    }

    /**
     * Writes it.
     *
     * @param parameters the parameters
     * @param loss the mean loss of the batch
     * @param gradients its gradients, in the order of the parameters
     */
    void write(List<ModelGraph.Parameter> parameters, Expr loss, List<Expr> gradients) {
        // built in any case, compiled only where something asks for it
        Expr square =
                gradients.stream().map(g -> g.square().sum()).reduce(Expr::add).orElseThrow();
        List<Expr> used = gradients;
        if (spec.clip() > 0) {
            Expr limit = Expr.constant(spec.clip());
            Expr scale = limit.div(square.sqrt().maximum(limit));
            used = gradients.stream().map(g -> g.mul(scale)).toList();
        }
        Map<Expr, Expr> averages = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            ModelGraph.Parameter p = parameters.get(i);
            Expr updated = updates.update(p.name(), p.variable(), used.get(i));
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

    /** A sum over steps, so that the host need not wait for each of them to know their mean. */
    private void accumulate(String name, Expr value) {
        Primitive.Variable v = new Primitive.Variable(name, Shape.SCALAR);
        Expr sum = Expr.of(v);
        program.assign(sum, sum.add(value));
        variables.add(v);
    }

    /**
     * What the step keeps, once this is written.
     *
     * @param parameters as in {@link #write}
     * @param coefficients the variable of coefficients in closed form, stored last; or null
     */
    StepState state(List<ModelGraph.Parameter> parameters, Primitive.Variable coefficients) {
        List<Primitive.Variable> all = new ArrayList<>(variables);
        if (coefficients != null) {
            all.add(coefficients);
        }
        return new StepState(scalars, all, parameters, averaged(), coefficients);
    }

    private boolean averaged() {
        return spec.ema() > 0;
    }
}
