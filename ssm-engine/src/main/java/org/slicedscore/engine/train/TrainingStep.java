package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.device.Workspace;

/**
 * One step of training: fresh directions, the mean loss, every gradient, clipping, the optimiser, the average of weights. All state stays
 * on the device. As one program, a step sends the device a batch and a few numbers, allocates nothing on the host and waits for nothing. In
 * blocks of rows, it adds up the gradients on the host, allocates nothing either, and can be shared by several processes.
 */
public final class TrainingStep implements AutoCloseable {
    private final StepState kept;
    private final StepRun runner;
    private final double[] one = new double[1];
    private final Workspace state;

    /**
     * What a step is made of.
     *
     * @param components the plug-ins
     * @param dim D
     * @param batchSize B
     * @param microBatch rows of the blocks that a batch is cut into, at most B of which count; 0 for the whole batch at once
     * @param projections M
     * @param clip largest global norm of the gradient; 0 for none
     * @param ema decay of the average of weights; 0 for none
     * @param rate the learning rate by step, which counts from 1
     * @param seed what random numbers depend on
     * @param watched whether losses and squared gradient norms are summed over steps, for the history
     */
    public record Spec(
            TrainingComponents components,
            int dim,
            int batchSize,
            int microBatch,
            int projections,
            double clip,
            double ema,
            LongToDoubleFunction rate,
            long seed,
            boolean watched) {
        /** The cut of a batch: one block if there is none. */
        public Blocks blocks() {
            return new Blocks(batchSize, microBatch == 0 ? batchSize : microBatch);
        }
    }

    /**
     * A step that this process takes alone.
     *
     * @param spec what it is made of
     * @param device where it runs
     * @throws SsmException as the longer form
     */
    public TrainingStep(Spec spec, Workspace device) {
        this(spec, BlockExchange.LOCAL, device);
    }

    /**
     * Writes the program of a step and makes it ready. All state is zero until {@link #state()} is written.
     *
     * @param spec what it is made of
     * @param exchange who computes which blocks of a batch; only a step in blocks can be shared
     * @param device where it runs
     * @throws SsmException of kind USAGE if the plug-ins do not go together, or if the step is shared and not in blocks, of kind
     *     BACKEND if the device cannot hold it
     */
    public TrainingStep(Spec spec, BlockExchange exchange, Workspace device) {
        if (spec.microBatch() == 0) {
            if (exchange.processes() > 1) {
                throw Problem.usage(Subject.setting(Settings.MICRO_BATCH.name()))
                        .found("none")
                        .expected(
                                "the rows of a block, such as 1024: %d processes share a batch in blocks",
                                exchange.processes())
                        .exception();
            }
            StepProgram whole = StepProgram.of(spec, device.backend());
            if (!device.backend().holds(whole.plan())) {
                throw BatchFit.tooLarge(spec, whole.plan(), device.backend());
            }
            kept = whole.state();
            state = device.part().allocate(kept.variables());
            runner = new WholeStep(whole, spec.seed(), state);
        } else {
            UpdateProgram update = UpdateProgram.of(spec);
            kept = update.state();
            state = device.part().allocate(kept.variables());
            runner = new BlockStep(spec, update, exchange, state);
        }
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
            if (kept.averaged()) {
                state.write(StepUpdate.EMA + p.name(), first);
            }
        }
    }

    /**
     * Sends a batch.
     *
     * @param batch B×D numbers, row-major; where processes share a step, the rows of this one's blocks. A step in blocks reads them as it
     *     runs
     */
    public void rows(float[] batch) {
        runner.rows(batch);
    }

    /**
     * From now on adds up how long each instruction of {@link #plan()} takes; of a step in blocks, over all blocks of full size.
     *
     * @param nanoseconds one for each instruction
     * @return false where the backend cannot tell
     */
    public boolean profile(long[] nanoseconds) {
        return runner.profile(nanoseconds);
    }

    /**
     * Runs a step on the batch sent last. May return before the device is done.
     *
     * @param step its number, from 1
     */
    public void run(long step) {
        runner.run(step);
    }

    /** The mean loss of the last step over its batch; waits for the device. */
    public double loss() {
        return runner.loss();
    }

    /** The sum of the losses over the steps since {@link #resetSums}; waits for the device. */
    public double lossSum() {
        state.read(StepUpdate.LOSS_SUM, one);
        return one[0];
    }

    /**
     * The sum over the steps since {@link #resetSums} of the squared norms of the gradients, before clipping; waits for
     * the device.
     */
    public double gradientSquareSum() {
        state.read(StepUpdate.SQUARE_SUM, one);
        return one[0];
    }

    /** Starts the sums over steps anew. */
    public void resetSums() {
        one[0] = 0;
        state.write(StepUpdate.LOSS_SUM, one);
        state.write(StepUpdate.SQUARE_SUM, one);
    }

    /**
     * The learning rate of a step.
     *
     * @param step its number, from 1
     */
    public double rate(long step) {
        return kept.scalars().value(StepUpdate.RATE, step);
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
                .forEach(p -> map.put(p.name(), state.memory(kept.averaged() ? StepUpdate.EMA + p.name() : p.name())));
        Primitive.Variable coefficients = kept.coefficients();
        if (coefficients != null) {
            map.put(coefficients.name(), state.memory(coefficients.name()));
        }
        return map;
    }

    /** The shapes of {@link #weights()}, by parameter name. */
    public Map<String, Shape> weightShapes() {
        Map<String, Shape> map = new LinkedHashMap<>();
        parameters().forEach(p -> map.put(p.name(), p.shape()));
        Primitive.Variable coefficients = kept.coefficients();
        if (coefficients != null) {
            map.put(coefficients.name(), coefficients.shape());
        }
        return map;
    }

    /** The parameters, in the order the model asked for them. */
    public List<ModelGraph.Parameter> parameters() {
        return kept.parameters();
    }

    /** The number of numbers to learn: the sum of the parameters' sizes. */
    public long parameterCount() {
        return parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    /** The compiled step; of a step in blocks, the plan of a block. */
    public Plan plan() {
        return runner.plan();
    }

    /** Whether a batch is cut into blocks. */
    boolean inBlocks() {
        return runner instanceof BlockStep;
    }

    /** The multiply-adds of a step, over all blocks and all processes. */
    public long multiplyAdds() {
        return runner.multiplyAdds();
    }

    @Override
    public void close() {
        state.close();
    }
}
