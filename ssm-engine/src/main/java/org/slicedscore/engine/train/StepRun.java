package org.slicedscore.engine.train;

import org.slicedscore.api.plan.Plan;

/** Runs steps on variables that are on the device. */
interface StepRun {
    /** Takes a batch, or the rows of this process's blocks of it. */
    void rows(float[] batch);

    /** Runs a step. */
    void run(long step);

    /** The mean loss of the last step. */
    double loss();

    /** What runs: of a step in blocks the plan of a block. */
    Plan plan();

    /** Of a whole step. */
    long multiplyAdds();

    /** As {@link org.slicedscore.api.backend.Executable#profile}. */
    boolean profile(long[] nanoseconds);
}
