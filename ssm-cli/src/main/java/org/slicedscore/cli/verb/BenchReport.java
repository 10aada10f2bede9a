package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.bench.StepReport;

/** A benchmark's result, for programs and for people. */
final class BenchReport {
    private BenchReport() {}

    /** The document that tools rely on: fields may be added, never renamed. */
    static Map<String, Object> json(StepReport r) {
        Map<String, Object> document = Json.object(
                "model", r.model(),
                "dim", r.dim(),
                "hidden", hidden(r.hidden()),
                "batch_size", r.batchSize(),
                "objective", r.objective(),
                "projections", r.projections(),
                "backend", r.backend(),
                "device", r.device(),
                "threads", r.threads(),
                "parameters", r.parameters(),
                "step_ms", Json.object("median", r.medianMs(), "min", r.minMs(), "p90", r.p90Ms()),
                "steps", r.steps(),
                "gflop_per_step", r.gflopPerStep(),
                "gflops", r.gflops(),
                "bytes_allocated_per_step", r.bytesAllocatedPerStep(),
                "loss", r.loss(),
                "learning_rate", r.learningRate(),
                "weight_scale", r.weightScale(),
                "warm_up",
                        Json.object(
                                "first_step_ms", r.warmUp().firstStepMs(),
                                "seconds", r.warmUp().seconds(),
                                "steps", r.warmUp().steps(),
                                "state", r.warmUp().state().name().toLowerCase(Locale.ROOT)));
        if (r.peak() != null) {
            document.put(
                    "peak_gflops",
                    Json.object("one", r.peak().one(), "all", r.peak().all()));
            document.put("share_of_peak", r.shareOfPeak());
        }
        if (r.profile() != null) {
            document.put("profile", ProfileReport.json(r.profile()));
        }
        return document;
    }

    private static Object hidden(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return text.matches("\\d{1,9}(,\\d{1,9})*")
                ? Arrays.stream(text.split(",")).map(Integer::valueOf).toList()
                : text;
    }

    static List<String> lines(StepReport r) {
        List<String> lines = new ArrayList<>(summary(r));
        if (r.profile() != null) {
            lines.addAll(ProfileReport.lines(r.profile()));
        }
        return lines;
    }

    private static List<String> summary(StepReport r) {
        TextTable table = new TextTable()
                .ragged()
                .row("model", r.model() + (r.hidden().isEmpty() ? "" : " " + r.hidden()) + ", D = " + r.dim())
                .row("parameters", String.format(Locale.ROOT, "%,d", r.parameters()))
                .row(
                        "objective",
                        r.objective() + ", M = " + r.projections() + " directions a row, B = " + r.batchSize()
                                + " rows")
                .row("backend", r.backend() + " on " + r.device() + ", threads: " + r.threads())
                .row(
                        "step",
                        String.format(
                                Locale.ROOT,
                                "%.3f ms (median of %,d; least %.3f, 90 %% within %.3f)",
                                r.medianMs(),
                                r.steps(),
                                r.minMs(),
                                r.p90Ms()))
                .row(
                        "work",
                        String.format(
                                Locale.ROOT,
                                "%.3f GFLOP a step, %.1f GFLOP/s%s",
                                r.gflopPerStep(),
                                r.gflops(),
                                peak(r)))
                .row(
                        "warm-up",
                        String.format(
                                Locale.ROOT,
                                "%.1f s, %,d steps; the first took %.0f ms%s",
                                r.warmUp().seconds(),
                                r.warmUp().steps(),
                                r.warmUp().firstStepMs(),
                                state(r.warmUp().state())))
                .row("allocated", String.format(Locale.ROOT, "%.1f bytes a step", r.bytesAllocatedPerStep()));
        if (!Double.isFinite(r.loss())) {
            table.row("loss", r.loss() + ": what was timed is no healthy network");
        }
        return table.lines();
    }

    private static String peak(StepReport r) {
        return r.peak() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.0f %% of the measured peak of %.0f (one thread: %.0f)",
                        100 * r.shareOfPeak(),
                        r.peak().all(),
                        r.peak().one());
    }

    private static String state(StepReport.State state) {
        return switch (state) {
            case SETTLED -> "";
            case ALLOCATING -> "; steps go on allocating";
            case UNSETTLED -> "; NOT settled, later steps may be faster";
        };
    }
}
