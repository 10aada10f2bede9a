package org.slicedscore.engine.bench;

import org.slicedscore.api.plan.Plan;
import org.slicedscore.engine.train.TrainingStep;

/** What a benchmark runs again and again. */
interface Timed extends AutoCloseable {
    /** Sends a batch: B×D numbers, row-major. */
    void rows(float[] batch);

    /** Runs on the batch sent last, as the step of this number, from 1; may return before the device is done. */
    void run(long step);

    /** A number that the last run made; waits for the device. */
    double result();

    /** What runs. */
    Plan plan();

    /** As {@link TrainingStep#profile}. */
    boolean profile(long[] nanoseconds);

    /** Numbers to learn. */
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
