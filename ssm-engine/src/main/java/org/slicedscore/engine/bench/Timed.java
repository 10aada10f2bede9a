package org.slicedscore.engine.bench;

import org.slicedscore.api.plan.Plan;
import org.slicedscore.engine.train.TrainingStep;

/** The work that a benchmark repeats. */
interface Timed extends AutoCloseable {
    /** Sends a batch: B×D numbers, row-major. */
    void rows(float[] batch);

    /** Runs step number {@code step}, from 1, on the last batch sent; may return before the device is done. */
    void run(long step);

    /** A number from the last run; waits for the device. */
    double result();

    /** The plan that runs. */
    Plan plan();

    /** As {@link TrainingStep#profile}. */
    boolean profile(long[] nanoseconds);

    /** Number of parameters. */
    long parameterCount();

    @Override
    void close();

    /** A training step; its result is the loss. */
    record Step(TrainingStep step) implements Timed {
        @Override
        public void rows(float[] batch) {
            step.rows(batch);
        }

        @Override
        public void run(long number) {
            step.run(number);
        }

        @Override
        public double result() {
            return step.loss();
        }

        @Override
        public Plan plan() {
            return step.plan();
        }

        @Override
        public boolean profile(long[] nanoseconds) {
            return step.profile(nanoseconds);
        }

        @Override
        public long parameterCount() {
            return step.parameterCount();
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
