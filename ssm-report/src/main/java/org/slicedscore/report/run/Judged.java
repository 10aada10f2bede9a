package org.slicedscore.report.run;

import java.util.Locale;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.train.TrainingData;

/**
 * What is known of a model on rows that it did not learn from.
 *
 * @param report the evaluation, the same as that of the command; null where it was not made
 * @param likelihood the log-likelihood of some held-out rows in place of an evaluation; null for none
 * @param remark why there is no evaluation, in a sentence; empty where there is one
 */
record Judged(EvaluationReport report, LogLikelihood likelihood, String remark) {
    /** Multiply-adds of an evaluation that need not be asked for: some ten seconds on two cores. */
    private static final double AFFORDABLE = 2e11;

    /** Directions that the trace is estimated from in many dimensions. */
    private static final int DIRECTIONS = 64;

    private static final int EXACT_DIM = 4096;
    private static final int ROWS = 500;

    /** Evaluates a model as the command does, or, where that takes minutes, on some rows by what is cheap. */
    static Judged of(ModelFacts facts, DeviceModel device) {
        if (facts.data().isEmpty()) {
            return new Judged(null, null, "There are no held-out verdicts, since the rows cannot be read.");
        }
        TrainingData data = facts.data().get();
        if (facts.request().thorough() || affordable(facts, device, data)) {
            try {
                return new Judged(Evaluation.heldOut(data.table(), device), null, "");
            } catch (SsmException e) {
                if (e.kind() != SsmException.Kind.USAGE) {
                    throw e;
                }
                return new Judged(
                        null,
                        null,
                        "No verdict: " + e.problem().text(facts.request().wording()) + ".");
            }
        }
        String remark = Message.of(
                        "Losses, yardsticks and verdicts take minutes for a model and rows of this size; %s computes them.",
                        Action.EVALUATE)
                .text(facts.request().wording());
        Dataset some = facts.heldOutRows(ROWS);
        if (!device.normalised() || some == null) {
            return new Judged(null, null, remark);
        }
        return new Judged(
                null,
                LogLikelihood.of(device, some, null),
                String.format(
                        Locale.ROOT,
                        "%s What follows is the log-likelihood of %,d of %,d held-out rows, evenly chosen.",
                        remark,
                        some.rows(),
                        facts.heldOut().length));
    }

    private static boolean affordable(ModelFacts facts, DeviceModel device, TrainingData data) {
        int heldOut = facts.heldOut().length;
        double dim = facts.model().dim();
        double directions = dim > EXACT_DIM ? DIRECTIONS : dim;
        double losses = device.noiseConditioned() ? 0 : 3 * heldOut * directions * device.multiplyAdds();
        double yardsticks = data.split().train().length * dim * dim;
        return losses + yardsticks < AFFORDABLE && yardsticks < AFFORDABLE / 20;
    }
}
