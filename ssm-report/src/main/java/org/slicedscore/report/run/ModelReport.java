package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.Verdict;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.run.RunHistory.Point;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Tile;

/** The page on a model. */
public final class ModelReport {
    /** Parameters of a model that a machine should not hold twice. */
    private static final long LARGE = 2_000_000;

    private ModelReport() {}

    /**
     * Makes the page. The evaluation runs beside the rest, on a device of its own, unless the model is large.
     *
     * @param request names the run
     */
    public static Page of(ReportRequest request) {
        ModelFacts facts = ModelFacts.open(request);
        request.warnOfRows(facts.unread());
        CompletableFuture<Judged> judged = facts.parameters() > LARGE
                ? new CompletableFuture<>()
                : CompletableFuture.supplyAsync(() -> {
                    try (DeviceModel device = device(facts)) {
                        return Judged.of(facts, device);
                    }
                });
        JsonNode training = facts.json().path("training");
        Page page = new Page(
                "Report on " + request.run().toAbsolutePath().normalize().getFileName(),
                String.format(
                        Locale.ROOT,
                        "Model '%s' learned from %s",
                        training.path("model").asText(),
                        facts.json().path("data").path("source").asText()));
        try (DeviceModel device = device(facts)) {
            Drawn drawn = Drawn.from(facts, device);
            DataSection.write(page, facts);
            TrainingSection.write(page, facts);
            if (facts.image().isEmpty()) {
                PairSection.write(page, facts, device, drawn);
            }
            SampleSection.write(page, facts, device, drawn);
            if (facts.parameters() > LARGE) {
                judged.complete(Judged.of(facts, device));
            }
        }
        RepeatSection.write(page, facts.json(), facts.run().path(), "model.safetensors", "training", request.command());
        request.progress().accept("evaluating held-out rows");
        VerdictSection.write(page, facts, joined(judged));
        page.toBehind("verdict", "training");
        overview(page, facts, joined(judged));
        page.toFront("overview");
        page.numbers(VerdictSection.numbers(joined(judged)));
        return page;
    }

    /** The model on the device that is asked for. */
    static DeviceModel device(ModelFacts facts) {
        return new DeviceModel(
                facts.model(),
                facts.request().catalog(),
                facts.request().backend(),
                facts.request().threads());
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void overview(Page page, ModelFacts facts, Judged judged) {
        page.section("overview", "In short");
        List<Tile> tiles = new ArrayList<>();
        JsonNode data = facts.json().path("data");
        tiles.add(new Tile(
                "rows",
                Grid.number(data.path("rows").asInt()),
                Grid.number(data.path("train_rows").asInt()) + " learned from"));
        tiles.add(new Tile(
                "columns",
                Grid.number(data.path("dim").asInt()),
                facts.model().dim() == data.path("dim").asInt()
                        ? ""
                        : "as " + Grid.number(facts.model().dim()) + " numbers"));
        tiles.add(new Tile(
                "parameters",
                Grid.number(facts.parameters()),
                facts.json().path("training").path("model").asText()));
        Point chosen = facts.history().chosen();
        if (chosen != null) {
            tiles.add(new Tile(
                    "chosen step",
                    Grid.number(chosen.step()),
                    Grid.number(chosen.epoch()) + (chosen.epoch() == 1 ? " epoch" : " epochs")));
        }
        EvaluationReport r = judged.report();
        Estimate likelihood = r != null
                ? r.logLikelihood()
                : judged.likelihood() == null ? null : judged.likelihood().mean();
        if (likelihood != null) {
            tiles.add(estimate("log-likelihood", likelihood));
        } else if (r != null && r.smLoss() != null) {
            tiles.add(estimate("score-matching loss", r.smLoss()));
        }
        if (r != null) {
            Verdict verdict = VerdictSection.deciding(r);
            tiles.add(new Tile(
                    "verdict",
                    switch (verdict.answer()) {
                        case AHEAD -> "ahead";
                        case BEHIND -> "behind";
                        case UNDECIDED -> "undecided";
                        case NONE -> "none";
                    },
                    verdict.yardstick() == null ? "" : "of " + verdict.yardstick()));
        }
        page.tiles(tiles);
    }

    private static Tile estimate(String name, Estimate e) {
        return new Tile(
                name,
                String.format(Locale.ROOT, "%.2f", e.mean()).replace("-", "−"),
                Double.isNaN(e.standardError()) ? "" : String.format(Locale.ROOT, "± %.2f", e.standardError()));
    }
}
