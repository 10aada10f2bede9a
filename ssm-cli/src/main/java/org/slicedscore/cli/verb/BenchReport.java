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
                "warm_up",
                        Json.object(
                                "first_step_ms", r.warmUp().firstStepMs(),
                                "seconds", r.warmUp().seconds(),
                                "steps", r.warmUp().steps()));
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
        return new TextTable()
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
                        String.format(Locale.ROOT, "%.3f GFLOP a step, %.1f GFLOP/s", r.gflopPerStep(), r.gflops()))
                .row(
                        "warm-up",
                        String.format(
                                Locale.ROOT,
                                "%.1f s, %,d steps; the first took %.0f ms",
                                r.warmUp().seconds(),
                                r.warmUp().steps(),
                                r.warmUp().firstStepMs()))
                .row("allocated", String.format(Locale.ROOT, "%.1f bytes a step", r.bytesAllocatedPerStep()))
                .lines();
    }
}
