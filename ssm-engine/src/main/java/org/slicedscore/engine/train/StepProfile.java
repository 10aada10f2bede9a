package org.slicedscore.engine.train;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** Times the instructions of the steps, but for the first ones, in which the run-time compiler is still at work. */
final class StepProfile {
    /** So many steps are left out at most, of a short run a fifth. */
    private static final long UNTIMED_STEPS = 500;

    private final TrainingStep step;
    private final long[] nanoseconds;
    private final long from;

    /** From a step that is done to the last one. */
    StepProfile(TrainingStep step, long done, long last) {
        if (step.inBlocks()) {
            throw Problem.usage(Subject.setting("profile"))
                    .says("times whole steps, and these are in blocks")
                    .remedy("leave out %s", Subject.setting(Settings.MICRO_BATCH.name()))
                    .exception();
        }
        this.step = step;
        this.nanoseconds = new long[step.plan().instructions().size()];
        this.from = done + Math.min(UNTIMED_STEPS, (last - done) / 5);
    }

    /** To be called before each step. */
    void before(long done) {
        if (done == from && !step.profile(nanoseconds)) {
            throw Problem.backend(Subject.setting("profile"))
                    .says("this backend cannot time its instructions")
                    .remedy("leave it out")
                    .exception();
        }
    }

    /** Stops. */
    TrainingListener.Profiled end(long done, Backend backend) {
        step.profile(null);
        return new TrainingListener.Profiled(step.plan(), nanoseconds, Math.max(0, done - from), backend.measurePeak());
    }
}
