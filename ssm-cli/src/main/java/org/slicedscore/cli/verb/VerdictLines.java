package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.evaluate.Verdict;
import org.slicedscore.engine.train.Estimate;

/** Verdicts in words. */
final class VerdictLines {
    private VerdictLines() {}

    static List<String> of(EvaluationReport r) {
        List<String> lines = new ArrayList<>();
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
            lines.add(
                    "The model was chosen on these rows. For rows that chose nothing, give others with --data, or keep some with --test when "
                            + "training.");
        }
        return lines;
    }

    private static String line(String by, Verdict v, EvaluationReport r) {
        if (v.answer() == Verdict.Answer.NONE) {
            return "No verdict: " + v.reason() + ".";
        }
        String model = r.standing() == Standing.CHOSEN ? "the model, chosen on these rows," : "the model";
        boolean alone = r.yardsticks().size() == 1;
        String best = alone ? v.yardstick() : "the best yardstick (" + v.yardstick() + ")";
        return by
                + ' '
                + model
                + ' '
                + switch (v.answer()) {
                    case AHEAD ->
                        (alone ? "is ahead of " : "is ahead of every yardstick, and of the best one (")
                                + v.yardstick()
                                + (alone ? " by " : ") by ")
                                + amount(v)
                                + '.';
                    case BEHIND -> "is behind " + best + " by " + amount(v) + '.';
                    default -> "and the yardstick (" + v.yardstick() + ") cannot be told apart.";
                };
    }

    private static String amount(Verdict v) {
        return EvaluationPrinter.text(
                new Estimate(Math.abs(v.gain().mean()), v.gain().standardError()));
    }
}
