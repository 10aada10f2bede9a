package org.slicedscore.engine.train;

import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.update.StepScalars;

/** A step that is one program. */
final class WholeStep implements StepRun {
    private final StepProgram program;
    private final long seed;
    private final Plan plan;
    private final Executable executable;
    private final Memory rows;
    private final Memory lossMemory;
    private final Memory scalarMemory;
    private final double[] one = new double[1];

    WholeStep(StepProgram program, long seed, Workspace state) {
        this.program = program;
        this.seed = seed;
        plan = state.backend().runsLoops() ? program.plan() : program.plan().unrolled();
        executable = state.compile(plan);
        rows = executable.input(StepProgram.ROWS);
        lossMemory = executable.output(StepProgram.LOSS);
        scalarMemory = executable.input(StepScalars.INPUT);
    }

    @Override
    public void rows(float[] batch) {
        rows.write(batch, 0, 0, batch.length);
    }

    @Override
    public void run(long step) {
        double[] values = program.state().scalars().at(step);
        scalarMemory.write(values, 0, 0, values.length);
        executable.run(seed, step, 0);
    }

    @Override
    public double loss() {
        lossMemory.read(0, one, 0, 1);
        return one[0];
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public long multiplyAdds() {
        return plan.multiplyAdds();
    }

    @Override
    public boolean profile(long[] nanoseconds) {
        return executable.profile(nanoseconds);
    }
}
