package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;
import org.slicedscore.engine.device.DevicePrecision;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.update.StepScalars;

/**
 * A step in blocks of rows: the gradients of this process's blocks one after the other, the sum over all blocks in its fixed tree, and one
 * step of the optimiser. A row has the random numbers of its index in the batch, whatever its block. Allocates nothing once it is warm.
 */
final class BlockStep implements StepRun {
    private final UpdateProgram program;
    private final long seed;
    private final Blocks blocks;
    private final int from;
    private final int to;
    private final int width;
    private final BlockExchange exchange;
    private final List<ModelGraph.Parameter> parameters;
    private final Block full;
    private final Block last;
    private final Plan plan;
    private final long multiplyAdds;
    private final TreeSum sum;
    private final Executable update;
    private final Memory scalarMemory;
    private final Memory lossMemory;
    private final Memory[] gradients;
    private final int[] sizes;
    private float[] batch = {};
    private double loss = Double.NaN;

    /** The program of a block on the device. */
    private final class Block {
        private final Executable executable;
        private final Memory rows;
        private final Memory share;
        private final Memory[] gradients;

        Block(Plan plan, Workspace state) {
            executable = state.compile(plan);
            rows = executable.input(StepProgram.ROWS);
            share = executable.output(StepProgram.LOSS);
            gradients = parameters.stream()
                    .map(p -> executable.output(BlockProgram.GRADIENT + p.name()))
                    .toArray(Memory[]::new);
        }

        void run(long step, int i, double[] to) {
            int first = blocks.first(i);
            rows.write(batch, (first - blocks.first(from)) * width, 0, blocks.rows(i) * width);
            executable.run(seed, step, first);
            share.read(0, to, 0, 1);
            int at = 1;
            for (int j = 0; j < sizes.length; j++) {
                gradients[j].read(0, to, at, sizes[j]);
                at += sizes[j];
            }
        }
    }

    BlockStep(TrainingStep.Spec spec, UpdateProgram program, BlockExchange exchange, Workspace state) {
        this.program = program;
        this.exchange = exchange;
        seed = spec.seed();
        width = spec.dim() + spec.components().conditions();
        blocks = spec.blocks();
        from = blocks.from(exchange.rank(), exchange.processes());
        to = blocks.from(exchange.rank() + 1, exchange.processes());
        parameters = program.state().parameters();
        sizes = parameters.stream()
                .mapToInt(p -> Math.toIntExact(p.shape().size()))
                .toArray();
        int largest = blocks.rows(0);
        int shorter = largest == blocks.rows() ? 0 : blocks.shorter();
        plan = fitting(spec, largest, state);
        full = new Block(plan, state);
        Plan lastPlan = shorter == 0 ? plan : fitting(spec, shorter, state);
        last = shorter == 0 ? full : new Block(lastPlan, state);
        update = state.compile(program.plan());
        multiplyAdds = (blocks.count() - 1) * plan.multiplyAdds()
                + lastPlan.multiplyAdds()
                + program.plan().multiplyAdds();
        scalarMemory = update.input(StepScalars.INPUT);
        lossMemory = spec.watched() ? update.input(StepProgram.LOSS) : null;
        gradients = parameters.stream()
                .map(p -> update.input(BlockProgram.GRADIENT + p.name()))
                .toArray(Memory[]::new);
        int length = 1;
        for (int size : sizes) {
            length = Math.addExact(length, size);
        }
        sum = new TreeSum(length, !DevicePrecision.isDouble(state.backend()));
    }

    private static Plan fitting(TrainingStep.Spec spec, int rows, Workspace state) {
        Plan plan = BlockProgram.of(spec, rows, state.backend()).plan();
        if (!state.backend().holds(plan)) {
            throw BatchFit.blockTooLarge(spec, plan, state.backend());
        }
        return plan;
    }

    @Override
    public void rows(float[] rows) {
        batch = rows;
    }

    @Override
    public void run(long step) {
        sum.clear();
        for (int i = from; i < to; i++) {
            (i == blocks.count() - 1 ? last : full).run(step, i, sum.next());
            sum.add(0, i);
        }
        double[] total = exchange.total(blocks, sum);
        loss = total[0];
        if (lossMemory != null) {
            lossMemory.write(total, 0, 0, 1);
        }
        int at = 1;
        for (int j = 0; j < sizes.length; j++) {
            gradients[j].write(total, at, 0, sizes[j]);
            at += sizes[j];
        }
        double[] values = program.state().scalars().at(step);
        scalarMemory.write(values, 0, 0, values.length);
        update.run(seed, step, 0);
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public long multiplyAdds() {
        return multiplyAdds;
    }

    @Override
    public boolean profile(long[] nanoseconds) {
        return full.executable.profile(nanoseconds);
    }
}
