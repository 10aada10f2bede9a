package org.slicedscore.engine.train;

import java.nio.file.Path;
import java.util.Locale;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * Ends training that leaves the finite numbers.
 *
 * @param store where the last good checkpoint may be; null for nowhere
 * @param best the best weights so far
 * @param dim D
 * @param learningRate the full rate
 */
record Divergence(TrainingStore store, EarlyStopping best, int dim, double learningRate) {
    /** A loss of this many nats for each dimension is on its way out of the floating-point numbers. */
    private static final double RUNAWAY = 1e8;

    /** Throws unless a loss is one to go on from. */
    void check(String what, double loss, long step) {
        // below: a loss that falls without end, as on rows that repeat; above: one that explodes
        if (!Double.isFinite(loss) || Math.abs(loss) > RUNAWAY * dim) {
            throw error(what + " is " + loss, step);
        }
    }

    /** The error that training diverged. */
    SsmException error(String what, long step) {
        return Problem.of(
                        SsmException.Kind.DIVERGED,
                        Message.of("training diverged at step %d: the %s; %s", step, what, kept()))
                .remedy(
                        "lower %s from %s, lower %s, or raise %s",
                        Subject.setting("lr"), learningRate, Subject.setting("clip"), Subject.setting("noise"))
                .exception();
    }

    private String kept() {
        Path last = store == null ? null : store.lastCheckpoint();
        if (last == null) {
            return "there is no checkpoint before it";
        }
        String text = "the last good checkpoint is " + last;
        return best.bestStep() == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                " (best validation loss %.6g at step %d)",
                                best.bestLoss().mean(),
                                best.bestStep());
    }
}
