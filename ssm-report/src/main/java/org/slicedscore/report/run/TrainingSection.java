package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.slicedscore.engine.run.RunHistory.Point;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tone;

/** How training went. */
final class TrainingSection {
    private TrainingSection() {}

    static void write(Page page, ModelFacts facts) {
        page.section("training", "Training");
        JsonNode work = facts.json().path("work");
        JsonNode backend = facts.json().path("backend");
        JsonNode training = facts.json().path("training");
        page.text(String.format(
                Locale.ROOT,
                "Model '%s' with %,d parameters, objective '%s', optimiser '%s', batches of %,d rows, on backend '%s' (%s).",
                training.path("model").asText(),
                facts.parameters(),
                training.path("objective").asText(),
                training.path("optimizer").asText(),
                training.path("batch-size").asInt(),
                backend.path("id").asText(),
                backend.path("device").asText()));
        List<Point> points = facts.history().points();
        if (points.isEmpty()) {
            page.remark(
                    Tone.CAREFUL,
                    "The run has no metrics.jsonl, as a model that a program saved has none: there are no training curves.");
            return;
        }
        page.figure(TrainingFigures.of(facts.history(), work.path("criterion").asText("criterion")), Size.LARGE);
        Point last = points.getLast();
        Point chosen = facts.history().chosen();
        Grid grid = new Grid(
                "First, chosen and last evaluation",
                "",
                "step",
                "epoch",
                "training loss",
                "validation loss",
                "standard error",
                "learning rate",
                "seconds");
        row(grid, "first", points.getFirst());
        if (chosen != null) {
            row(grid, "chosen", chosen);
        }
        row(grid, "last", last);
        page.table(grid);
    }

    private static void row(Grid grid, String name, Point p) {
        grid.row(
                name,
                p.step(),
                p.epoch(),
                p.loss(),
                p.validationLoss(),
                p.validationStandardError(),
                p.learningRate(),
                p.seconds());
    }
}
