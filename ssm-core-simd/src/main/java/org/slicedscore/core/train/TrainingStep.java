package org.slicedscore.core.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
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

/**
 * One step of training as one program: fresh directions, the mean loss, every gradient, clipping, the optimiser, the
 * average of weights. All state stays on the device; a step sends it a batch and a few numbers, allocates nothing on the
 * host and waits for nothing.
 */
public final class TrainingStep implements AutoCloseable {
    private static final String RATE = "rate";
    private static final String BLEND = "blend";
    private static final String LOSS_SUM = "train.loss-sum";
    private static final String SQUARE_SUM = "train.gradient-square-sum";
    private static final String EMA = "ema.";

    private final Plan plan;
    private final ModelGraph graph;
    private final List<Primitive.Variable> variables;
    private final StepScalars scalars;
    private final long seed;
    private final boolean averaged;
    private final double[] one = new double[1];
    private DeviceState state;
    private Executable executable;
    private Memory rows;
    private Memory lossMemory;
    private Memory scalarMemory;

    /** What the coefficients that a model has in closed form are stored as; null for other models. */
    private Primitive.Variable coefficients;

    /**
     * What a step is made of.
     *
     * @param components the plug-ins
     * @param dim D
     * @param batchSize B
     * @param projections M
     * @param clip largest global norm of the gradient; 0 for none
     * @param ema decay of the average of weights; 0 for none
     * @param rate the learning rate by step, which counts from 1
     * @param seed what random numbers depend on
     * @param watched whether losses and squared gradient norms are summed over steps, for the history
     */
    public record Spec(
            TrainingConfig.Components components,
            int dim,
            int batchSize,
            int projections,
            double clip,
            double ema,
            LongToDoubleFunction rate,
            long seed,
            boolean watched) {}

    /**
     * Writes the program of a step and makes it ready. All state is zero until {@link #state()} is written.
     *
     * @param spec what it is made of
     * @param backend where it runs
     * @throws SsmException of kind USAGE if the plug-ins do not go together, of kind BACKEND if the device cannot hold it
     */
    public TrainingStep(Spec spec, Backend backend) {
        this(spec);
        if (!backend.holds(plan)) {
            throw BatchFit.tooLarge(spec, plan, backend);
        }
        state = new DeviceState(backend, variables);
        try {
            executable = backend.compile(plan, state.memories());
            rows = executable.input("rows");
            lossMemory = executable.output("loss");
            scalarMemory = executable.input(StepScalars.INPUT);
        } catch (RuntimeException e) {
            if (executable != null) {
                executable.close();
            }
            state.close();
            throw e;
        }
    }

    /** The program alone, without a device. */
    private TrainingStep(Spec spec) {
        seed = spec.seed();
        averaged = spec.ema() > 0;
        scalars = new StepScalars();
        scalars.declare(RATE, spec.rate());
        if (averaged) {
            scalars.declare(BLEND, step -> 1 - averageDecay(spec.ema(), step));
        }
        TrainingConfig.Components c = spec.components();
        UpdateGraph updates = new UpdateGraph(c.optimizer(), c.optimizerOptions(), scalars, RATE);
        updates.declareScalars();

        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(spec.batchSize(), spec.dim())));
        graph = c.graph();
        ScoreGraph score = graph.linear() ? fitted(c, x, spec) : c.score(graph, x, spec.projections());
        Expr loss = c.objective().loss(score).mean();
        Program.Builder program = Program.named("step");
        program.output("loss", loss);
        variables = write(program, loss, updates, spec);
        if (coefficients != null) {
            variables.add(coefficients);
        }
        plan = Compiler.compile(program.build());
    }

    /** The plan of a step, without a device. */
    static Plan plan(Spec spec) {
        return new TrainingStep(spec).plan;
    }

    /** Of each batch, the first half is for the coefficients, the second for the loss that they lead to. */
    private ScoreGraph fitted(TrainingConfig.Components c, Expr x, Spec spec) {
        int half = spec.batchSize() / 2;
        if (half == 0) {
            throw SsmException.usage(
                    "option 'batch-size': found 1, expected at least 2: model '%s' fits its coefficients on one half of each"
                            + " batch",
                    c.model().id());
        }
        CoefficientFit fit = c.fit(graph, x.slice(0, 0, half), spec.projections(), null);
        coefficients = new Primitive.Variable(
                ExponentialFamily.COEFFICIENTS, fit.moment().shape());
        ModelGraph fitted = graph.with(fit.coefficients(Expr.constant(half), graph.ridge()));
        return c.score(fitted, x.slice(0, half, spec.batchSize()), spec.projections());
    }

    private List<Primitive.Variable> write(Program.Builder program, Expr loss, UpdateGraph updates, Spec spec) {
        List<ModelGraph.Parameter> parameters = parameters();
        if (parameters.isEmpty()) {
            throw SsmException.usage(
                    "model '%s' has no parameters, so there is nothing to train",
                    spec.components().model().id());
        }
        List<Primitive.Variable> variables = new ArrayList<>();
        List<Expr> nodes =
                parameters.stream().map(ModelGraph.Parameter::variable).toList();
        List<Expr> gradients = Autodiff.grad(loss, nodes);
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
            if (averaged) {
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
            accumulate(program, variables, LOSS_SUM, loss);
            accumulate(program, variables, SQUARE_SUM, square);
        }
        return variables;
    }

    /** A sum over steps, so that the host need not wait for each of them to know their mean. */
    private static void accumulate(
            Program.Builder program, List<Primitive.Variable> variables, String name, Expr value) {
        Primitive.Variable v = new Primitive.Variable(name, Shape.SCALAR);
        Expr sum = Expr.of(v);
        program.assign(sum, sum.add(value));
        variables.add(v);
    }

    /**
     * The decay of the average at a step. Early weights are forgotten faster than the full decay would, so that the first
     * steps do not weigh on it for long.
     *
     * @param decay the full decay
     * @param step counts from 1
     * @return the decay, at most the full one
     */
    static double averageDecay(double decay, long step) {
        return Math.min(decay, (1.0 + step) / (10.0 + step));
    }

    /**
     * Gives parameters and their averages their first values; optimiser state stays as it is.
     *
     * @param values makes the first values of a parameter
     */
    public void initialise(InitialValues values) {
        for (ModelGraph.Parameter p : parameters()) {
            double[] first = values.of(p.name(), p.shape(), p.init());
            state.write(p.name(), first);
            if (averaged) {
                state.write(EMA + p.name(), first);
            }
        }
    }

    /**
     * Sends a batch.
     *
     * @param batch B×D numbers, row-major
     */
    public void rows(float[] batch) {
        rows.write(batch, 0, 0, batch.length);
    }

    /**
     * From now on adds up how long each instruction of {@link #plan()} takes.
     *
     * @param nanoseconds one for each instruction
     * @return false where the backend cannot tell
     */
    public boolean profile(long[] nanoseconds) {
        return executable.profile(nanoseconds);
    }

    /**
     * Runs a step on the batch sent last. May return before the device is done.
     *
     * @param step its number, from 1
     */
    public void run(long step) {
        double[] values = scalars.at(step);
        scalarMemory.write(values, 0, 0, values.length);
        executable.run(seed, step, 0);
    }

    /**
     * The loss of the last step; waits for the device.
     *
     * @return the mean over the batch
     */
    public double loss() {
        lossMemory.read(0, one, 0, 1);
        return one[0];
    }

    /**
     * The sum of the losses since {@link #resetSums}; waits for the device.
     *
     * @return the sum over steps
     */
    public double lossSum() {
        state.read(LOSS_SUM, one);
        return one[0];
    }

    /**
     * The sum of the squared norms of the gradients, before clipping, since {@link #resetSums}; waits for the device.
     *
     * @return the sum over steps
     */
    public double gradientSquareSum() {
        state.read(SQUARE_SUM, one);
        return one[0];
    }

    /** Starts the sums over steps anew. */
    public void resetSums() {
        one[0] = 0;
        state.write(LOSS_SUM, one);
        state.write(SQUARE_SUM, one);
    }

    /**
     * The learning rate of a step.
     *
     * @param step its number, from 1
     * @return the rate
     */
    public double rate(long step) {
        return scalars.value(RATE, step);
    }

    /**
     * Everything that lives on the device from step to step.
     *
     * @return the variables, owned by this
     */
    public DeviceState state() {
        return state;
    }

    /**
     * The memory of the weights that are worth keeping: the averages where there are some, else the parameters.
     *
     * @return by parameter name
     */
    public Map<String, Memory> weights() {
        Map<String, Memory> map = new LinkedHashMap<>();
        parameters().forEach(p -> map.put(p.name(), state.memory(averaged ? EMA + p.name() : p.name())));
        if (coefficients != null) {
            map.put(coefficients.name(), state.memory(coefficients.name()));
        }
        return map;
    }

    /**
     * The shapes of {@link #weights()}.
     *
     * @return by parameter name
     */
    public Map<String, Shape> weightShapes() {
        Map<String, Shape> map = new LinkedHashMap<>();
        parameters().forEach(p -> map.put(p.name(), p.shape()));
        if (coefficients != null) {
            map.put(coefficients.name(), coefficients.shape());
        }
        return map;
    }

    /**
     * The parameters.
     *
     * @return in the order the model asked for them
     */
    public List<ModelGraph.Parameter> parameters() {
        return List.copyOf(graph.parameters().values());
    }

    /**
     * The number of numbers to learn.
     *
     * @return the sum of the parameters' sizes
     */
    public long parameterCount() {
        return parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    /**
     * The compiled step.
     *
     * @return the plan
     */
    public Plan plan() {
        return plan;
    }

    @Override
    public void close() {
        executable.close();
        state.close();
    }
}
