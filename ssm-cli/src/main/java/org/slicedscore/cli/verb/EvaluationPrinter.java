package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.EvaluationReport.Comparison;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.evaluate.FlowEstimate;
import org.slicedscore.engine.evaluate.Verdict;
import org.slicedscore.engine.evaluate.VerdictWords;
import org.slicedscore.engine.flow.FlowLikelihood;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.train.Estimate;

/** An evaluation's result, for programs and for people. */
final class EvaluationPrinter {
    /** Those that JSON always names. */
    private static final List<String> YARDSTICKS = List.of("gaussian", "independent", "mixture");

    private EvaluationPrinter() {}

    /** The document that tools rely on: fields may be added, never renamed. */
    static Map<String, Object> json(EvaluationReport r) {
        Map<String, Object> json = Json.object(
                "rows", r.rows(),
                "origin", r.origin(),
                "coordinates", r.coordinates(),
                "objective", r.objective(),
                "loss", json(r.loss()));
        Map<String, Object> exact = json(r.smLoss());
        if (exact != null) {
            exact.put("exact", r.exact());
        }
        json.put("sm_loss", exact);
        for (String id : YARDSTICKS) {
            Comparison y = r.yardstick(id);
            json.put(
                    id,
                    y == null
                            ? null
                            : Json.object(
                                    "sm_loss",
                                    json(y.smLoss()),
                                    "log_likelihood",
                                    json(y.logLikelihood()),
                                    "name",
                                    y.name()));
        }
        Comparison gaussian = r.yardstick("gaussian");
        json.put("gain", gaussian == null ? null : json(gaussian.gain()));
        json.put("verdict", json(r.verdict()));
        json.put("log_likelihood_verdict", json(r.likelihoodVerdict()));
        json.put("trained_on", r.standing() == Standing.TRAINED);
        json.put("chosen_on", r.standing() == Standing.CHOSEN);
        json.put("rows_given", r.given());
        json.put("copies_of_training_rows", r.copies());
        json.put("rows_not_finite", r.lost());
        json.put("fisher_divergence", json(r.fisherDivergence()));
        json.put("log_likelihood", json(r.logLikelihood()));
        if (r.likelihood() != null) {
            json.put("log_likelihood_original", json(r.likelihood().original()));
            json.put("bits_per_dimension", json(r.likelihood().bits()));
            LogNormaliser z = r.likelihood().normaliser();
            json.put("log_z", z == null ? null : json(z));
            json.put("flow", json(r.likelihood().flow()));
        }
        if (r.samples() != null) {
            json.put("samples", SampleLines.json(r.samples()));
        }
        return json;
    }

    private static Map<String, Object> json(Verdict v) {
        return v == null
                ? null
                : Json.object(
                        "answer", v.answer().name().toLowerCase(Locale.ROOT),
                        "yardstick", v.yardstick(),
                        "gain", json(v.gain()),
                        "reason", v.reason().isEmpty() ? null : v.reason().toString());
    }

    private static Map<String, Object> json(FlowEstimate e) {
        if (e == null) {
            return null;
        }
        FlowLikelihood flow = e.flow();
        return Json.object(
                "rows", e.which().length,
                "level", e.level(),
                "divergence", flow.spreads() == null ? "exact" : "probes",
                "tolerance", flow.tolerance(),
                "error", flow.error(),
                "evaluations", flow.evaluations(),
                "rejected_steps", flow.rejected(),
                "rows_beyond_float", flow.beyond(),
                "rows_given_up", flow.failed(),
                "log_z",
                        Double.isNaN(e.logZ())
                                ? null
                                : Json.object("mean", e.logZ(), "standard_deviation", e.spread()));
    }

    private static Map<String, Object> json(LogNormaliser z) {
        return Json.object(
                "mean", z.logZ(),
                "se", z.standardError(),
                "trusted", z.trusted(),
                "gap", z.gap(),
                "forward", json(z.forward()),
                "reverse", json(z.reverse()),
                "reverse_from", z.reverseFrom(),
                "particles", z.particles(),
                "temperatures", z.temperatures(),
                "acceptance", z.acceptance());
    }

    private static Map<String, Object> json(LogNormaliser.Side s) {
        return s == null
                ? null
                : Json.object(
                        "log_z", s.logZ(),
                        "se", s.standardError(),
                        "effective_sample_size", s.effectiveSize(),
                        "bound", s.bound());
    }

    private static Map<String, Object> json(Estimate e) {
        return e == null ? null : Json.object("mean", e.mean(), "se", e.standardError());
    }

    static List<String> lines(EvaluationReport r) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%,d rows (%s), coordinates: %s", r.rows(), r.origin(), r.coordinates()));
        if (r.copies() > 0) {
            lines.add(copies(r));
        }
        TextTable table = new TextTable();
        row(table, "score matching, " + (r.exact() ? "exact" : "estimated with random directions"), r.smLoss());
        if (r.smLoss() != null) {
            r.yardsticks().forEach(y -> row(table, "  " + y.name(), y.smLoss()));
        }
        row(table, r.objective() + ", the training objective", r.loss());
        row(table, "Fisher divergence from the true density", r.fisherDivergence());
        row(table, "log-likelihood", r.logLikelihood());
        if (r.likelihood() != null) {
            row(table, "  in the coordinates of the columns", r.likelihood().original());
            row(table, "  bits per dimension", r.likelihood().bits());
        }
        r.yardsticks().forEach(y -> row(table, "  " + y.name(), y.logLikelihood()));
        LogNormaliser z = r.likelihood() == null ? null : r.likelihood().normaliser();
        if (z != null) {
            row(table, "log Z, from the Gaussian to the model", estimate(z.forward()));
            row(table, "log Z, from the model back", estimate(z.reverse()));
        }
        lines.addAll(table.lines());
        if (r.lost() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "No verdict: the losses of %,d of %,d rows are not finite, as their values leave the range of 32-bit "
                            + "floating-point numbers; the first is row %d.",
                    r.lost(),
                    r.rows(),
                    r.firstLost()));
        } else {
            VerdictWords.of(r).forEach(line -> lines.add(line.text(FlagWording.FLAGS)));
        }
        if (z != null) {
            lines.addAll(Likelihood.lines(z));
        }
        if (r.likelihood() != null && r.likelihood().flow() != null) {
            lines.addAll(Likelihood.lines(r.likelihood().flow(), r.rows()));
        }
        if (r.samples() != null) {
            lines.addAll(SampleLines.of(r.samples()));
        }
        return lines;
    }

    private static String copies(EvaluationReport r) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d rows are copies of rows that the run was trained or chosen on; %s.",
                r.copies(),
                r.given(),
                r.rows() < r.given() ? "they are left out" : "the others are too few to be judged alone");
    }

    private static Estimate estimate(LogNormaliser.Side s) {
        return s == null ? null : new Estimate(s.logZ(), s.standardError());
    }

    private static void row(TextTable table, String what, Estimate e) {
        if (e != null) {
            table.row(what, text(e));
        }
    }

    /** A mean with its standard error. */
    static String text(Estimate e) {
        return VerdictWords.text(e);
    }
}
