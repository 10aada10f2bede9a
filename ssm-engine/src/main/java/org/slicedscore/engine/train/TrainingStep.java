package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.update.StepScalars;

/**
 * One step of training as one program: fresh directions, the mean loss, every gradient, clipping, the optimiser, the
 * average of weights. All state stays on the device; a step sends it a batch and a few numbers, allocates nothing on the
 * host and waits for nothing.
 */
public final class TrainingStep implements AutoCloseable {
    private final StepProgram program;
    private final Plan plan;
    private final long seed;
    private final double[] one = new double[1];
    private final Workspace state;
    private final Executable executable;
    private final Memory rows;
    private final Memory lossMemory;
    private final Memory scalarMemory;

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
     * @param device where it runs
     * @throws SsmException of kind USAGE if the plug-ins do not go together, of kind BACKEND if the device cannot hold it
     */
    public TrainingStep(Spec spec, Workspace device) {
        program = StepProgram.of(spec, device.backend());
        seed = spec.seed();
        if (!device.backend().holds(program.plan())) {
            throw BatchFit.tooLarge(spec, program.plan(), device.backend());
        }
        plan = device.backend().runsLoops() ? program.plan() : program.plan().unrolled();
        state = device.part().allocate(program.variables());
        executable = state.compile(plan);
        rows = executable.input(StepProgram.ROWS);
        lossMemory = executable.output(StepProgram.LOSS);
        scalarMemory = executable.input(StepScalars.INPUT);
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
            if (program.averaged()) {
                state.write(StepProgram.EMA + p.name(), first);
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
        double[] values = program.scalars().at(step);
        scalarMemory.write(values, 0, 0, values.length);
        executable.run(seed, step, 0);
    }

    /** The mean loss of the last step over its batch; waits for the device. */
    public double loss() {
        lossMemory.read(0, one, 0, 1);
        return one[0];
    }

    /** The sum of the losses over the steps since {@link #resetSums}; waits for the device. */
    public double lossSum() {
        state.read(StepProgram.LOSS_SUM, one);
        return one[0];
    }

    /**
     * The sum over the steps since {@link #resetSums} of the squared norms of the gradients, before clipping; waits for
     * the device.
     */
    public double gradientSquareSum() {
        state.read(StepProgram.SQUARE_SUM, one);
        return one[0];
    }

    /** Starts the sums over steps anew. */
    public void resetSums() {
        one[0] = 0;
        state.write(StepProgram.LOSS_SUM, one);
        state.write(StepProgram.SQUARE_SUM, one);
    }

    /**
     * The learning rate of a step.
     *
     * @param step its number, from 1
     */
    public double rate(long step) {
        return program.scalars().value(StepProgram.RATE, step);
    }

    /** Everything that lives on the device from step to step: the variables, owned by this. */
    public Workspace state() {
        return state;
    }

    /**
     * The memory of the weights that are worth keeping: the averages where there are some, else the parameters, by
     * parameter name.
     */
    public Map<String, Memory> weights() {
        Map<String, Memory> map = new LinkedHashMap<>();
        parameters()
                .forEach(p ->
                        map.put(p.name(), state.memory(program.averaged() ? StepProgram.EMA + p.name() : p.name())));
        Primitive.Variable coefficients = program.coefficients();
        if (coefficients != null) {
            map.put(coefficients.name(), state.memory(coefficients.name()));
        }
        return map;
    }

    /** The shapes of {@link #weights()}, by parameter name. */
    public Map<String, Shape> weightShapes() {
        Map<String, Shape> map = new LinkedHashMap<>();
        parameters().forEach(p -> map.put(p.name(), p.shape()));
        Primitive.Variable coefficients = program.coefficients();
        if (coefficients != null) {
            map.put(coefficients.name(), coefficients.shape());
        }
        return map;
    }

    /** The parameters, in the order the model asked for them. */
    public List<ModelGraph.Parameter> parameters() {
        return program.parameters();
    }

    /** The number of numbers to learn: the sum of the parameters' sizes. */
    public long parameterCount() {
        return program.parameterCount();
    }

    /** The compiled step. */
    public Plan plan() {
        return plan;
    }

    @Override
    public void close() {
        state.close();
    }
}
