package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.TrainingResult;

/**
 * What a training run came to, for programs and for people.
 *
 * @param run the run directory
 * @param source where the rows came from
 * @param seed of the run
 * @param result how it ended
 * @param scoreError how far the score is from the true one on the held-out rows, or null where that is not known
 */
record TrainSummary(Path run, String source, long seed, TrainingResult result, Estimate scoreError) {
    private static final String STANDARD_INPUT = "-";

    Map<String, Object> json() {
        return Json.object(
                "run", run.toString(),
                "outcome", outcome(),
                "steps", result.steps(),
                "epochs", result.epochs(),
                "best_step", result.bestStep(),
                "validation_loss",
                        Json.object(
                                "mean",
                                result.bestLoss(),
                                "se",
                                result.bestStandardError(),
                                "criterion",
                                result.start().criterion()),
                "training_loss", result.lastLoss(),
                "seconds", result.seconds(),
                "seed", seed,
                "backend", result.start().backend(),
                "device", result.start().device(),
                "threads", result.start().threads(),
                "parameters", result.start().parameters(),
                "train_rows", result.start().trainRows(),
                "validation_rows", result.start().validationRows(),
                "test_rows", result.start().testRows(),
                "batch_size", result.start().batchSize(),
                "score_error",
                        scoreError == null
                                ? null
                                : Json.object("mean", scoreError.mean(), "se", scoreError.standardError()),
                "checkpoint",
                        result.lastCheckpoint() == null
                                ? null
                                : result.lastCheckpoint().toString());
    }

    private String outcome() {
        return result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> lines() {
        TextTable table = new TextTable().ragged();
        table.row("run", run.toString());
        table.row(
                "ended",
                String.format(
                        Locale.ROOT,
                        "%s after %,d step%s (%,d epoch%s), %.1f s",
                        switch (result.outcome()) {
                            case COMPLETED -> "done";
                            case STOPPED_EARLY -> "stopped early, the validation loss no longer falling,";
                            case INTERRUPTED -> "interrupted";
                        },
                        result.steps(),
                        result.steps() == 1 ? "" : "s",
                        result.epochs(),
                        result.epochs() == 1 ? "" : "s",
                        result.seconds()));
        if (Double.isNaN(result.bestLoss())) {
            table.row(
                    "last loss",
                    String.format(
                            Locale.ROOT, "%.4f on training rows; there are no validation rows", result.lastLoss()));
        } else {
            Estimate best = new Estimate(result.bestLoss(), result.bestStandardError());
            table.row(
                    "best loss",
                    String.format(
                            Locale.ROOT,
                            "%s on %,d validation rows (%s), at step %,d",
                            EvaluationPrinter.text(best),
                            result.start().validationRows(),
                            result.start().criterion(),
                            result.bestStep()));
        }
        if (scoreError != null) {
            table.row("score error", EvaluationPrinter.text(scoreError) + ", half its square against the true score");
        }
        table.row("seed", Long.toString(seed));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("next  ssm evaluate " + word(run.toString()) + again());
        lines.add("      ssm score " + word(run.toString()) + " --data " + rows());
        return lines;
    }

    String interrupted() {
        return "interrupted after step " + result.steps() + "; to go on: ssm train --resume " + word(run.toString())
                + again();
    }

    /** What standard input gave cannot be read a second time. */
    private String again() {
        return source.equals(STANDARD_INPUT) ? " --data " + rows() : "";
    }

    private String rows() {
        return source.equals(STANDARD_INPUT) ? "FILE" : word(source);
    }

    /** As a shell wants it. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
