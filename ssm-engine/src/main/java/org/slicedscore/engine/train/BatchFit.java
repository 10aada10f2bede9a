package org.slicedscore.engine.train;

import java.util.Locale;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.plan.Plan;

/** Finds the batch that a device has room for, to say so where the one asked for is too large. */
final class BatchFit {
    /** Halvings of the range between a batch that fits and one that does not. */
    private static final int REFINEMENTS = 4;

    private BatchFit() {}

    /** The error that a step does not fit. */
    static SsmException tooLarge(TrainingStep.Spec spec, Plan plan, Backend backend) {
        String need = String.format(
                Locale.ROOT,
                "a step with batches of %d rows needs %s on device '%s', which has %s",
                spec.batchSize(),
                size(plan.bytes(Float.BYTES)),
                backend.device().name(),
                size(backend.device().memory()));
        int fits = largest(spec, backend);
        return fits == 0
                ? Problem.backend(Subject.setting("batch-size"))
                        .says("%s, and no batch is small enough", need)
                        .remedy("use a smaller model or fewer directions")
                        .exception()
                : Problem.backend(Subject.setting("batch-size"))
                        .says("%s", need)
                        .expected("at most about %d rows", fits)
                        .remedy(
                                "use %s, or keep the batch and cut it into blocks with %s",
                                Subject.setting("batch-size", fits), Subject.setting(Settings.MICRO_BATCH.name(), fits))
                        .exception();
    }

    /** The error that a block of rows does not fit. */
    static SsmException blockTooLarge(TrainingStep.Spec spec, Plan plan, Backend backend) {
        return Problem.backend(Subject.setting(Settings.MICRO_BATCH.name()))
                .says(
                        "a block of %d rows needs %s on device '%s', which has %s",
                        spec.blocks().rows(0),
                        size(plan.bytes(Float.BYTES)),
                        backend.device().name(),
                        size(backend.device().memory()))
                .remedy(
                        "use smaller ones, such as %s",
                        Subject.setting(
                                Settings.MICRO_BATCH.name(),
                                Math.max(1, spec.blocks().rows(0) / 2)))
                .exception();
    }

    private static int largest(TrainingStep.Spec spec, Backend backend) {
        int fits = spec.batchSize() / 2;
        while (fits > 0 && !holds(spec, fits, backend)) {
            fits /= 2;
        }
        int beyond = 2 * fits;
        for (int i = 0; i < REFINEMENTS && beyond - fits > 1; i++) {
            int middle = fits + (beyond - fits) / 2;
            if (holds(spec, middle, backend)) {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        return fits;
    }

    private static boolean holds(TrainingStep.Spec s, int batch, Backend backend) {
        if (batch < 2) {
            return false;
        }
        TrainingStep.Spec smaller = new TrainingStep.Spec(
                s.components(), s.dim(), batch, 0, s.projections(), s.clip(), s.ema(), s.rate(), s.seed(), s.watched());
        return backend.holds(StepProgram.whole(smaller).plan());
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
    }
}
