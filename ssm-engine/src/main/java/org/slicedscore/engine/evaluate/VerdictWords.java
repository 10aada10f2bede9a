package org.slicedscore.engine.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Subject;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.train.Estimate;

/** Verdicts in words. */
public final class VerdictWords {
    private VerdictWords() {}

    /**
     * What an evaluation says of the model beside the yardsticks.
     *
     * @param r the evaluation
     * @return sentences
     */
    public static List<Message> of(EvaluationReport r) {
        List<Message> lines = new ArrayList<>();
        Verdict loss = r.verdict();
        Verdict likelihood = r.likelihoodVerdict();
        if (likelihood != null && loss.answer() == Verdict.Answer.NONE && loss.equals(likelihood)) {
            likelihood = null;
        }
        boolean byLikelihoodAlone =
                likelihood != null && r.likelihood() != null && r.likelihood().flow() != null;
        if (!byLikelihoodAlone) {
            lines.add(line("By the score-matching loss (lower is better)", loss, r));
        }
        if (likelihood != null) {
            lines.add(line("By the log-likelihood (higher is better)", likelihood, r));
        }
        if (r.standing() == Standing.CHOSEN && r.copies() == 0) {
            lines.add(Message.of(
                    "The model was chosen on these rows. For rows that chose nothing, give others with %s, or keep some with %s "
                            + "when training.",
                    Subject.setting("data"), Subject.setting("test")));
        }
        return lines;
    }

    private static Message line(String by, Verdict v, EvaluationReport r) {
        if (v.answer() == Verdict.Answer.NONE) {
            return Message.of("No verdict: %s.", v.reason());
        }
        String model = r.standing() == Standing.CHOSEN ? "the model, chosen on these rows," : "the model";
        boolean alone = r.yardsticks().size() == 1;
        String best = alone ? v.yardstick() : "the best yardstick (" + v.yardstick() + ")";
        String says = switch (v.answer()) {
            case AHEAD ->
                (alone ? "is ahead of " : "is ahead of every yardstick, and of the best one (")
                        + v.yardstick()
                        + (alone ? " by " : ") by ")
                        + amount(v)
                        + '.';
            case BEHIND -> "is behind " + best + " by " + amount(v) + '.';
            default -> "and the yardstick (" + v.yardstick() + ") cannot be told apart.";
        };
        return Message.of("%s %s %s", by, model, says);
    }

    private static String amount(Verdict v) {
        return text(new Estimate(Math.abs(v.gain().mean()), v.gain().standardError()));
    }

    /**
     * A mean with its standard error.
     *
     * @param e the mean
     */
    public static String text(Estimate e) {
        if (!Double.isFinite(e.mean())) {
            return Double.isNaN(e.mean()) ? "not finite" : Double.toString(e.mean());
        }
        return Double.isNaN(e.standardError())
                ? String.format(Locale.ROOT, "%.4f", e.mean())
                : String.format(Locale.ROOT, "%.4f ± %.4f", e.mean(), e.standardError());
    }
}
