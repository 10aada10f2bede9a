package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.Table;
import org.slicedscore.engine.check.GoldenReport;
import org.slicedscore.engine.check.GoldenReport.Case;
import org.slicedscore.engine.check.GoldenReport.Skip;

/**
 * What a check found, for programs and for people.
 *
 * @param reports one a backend
 * @param own whether the cases are the command's own, and no files
 */
record CheckPrinter(List<GoldenReport> reports, boolean own) {
    int failed() {
        return reports.stream().mapToInt(GoldenReport::failed).sum();
    }

    private int passed() {
        return reports.stream().mapToInt(GoldenReport::passed).sum();
    }

    /** The document that tools rely on: fields may be added, never renamed. */
    String json() {
        List<Object> cases = new ArrayList<>();
        List<Object> skipped = new ArrayList<>();
        for (GoldenReport report : reports) {
            report.cases()
                    .forEach(c -> cases.add(Json.object(
                            "backend", report.backend(),
                            "file", c.file(),
                            "tensor", c.tensor(),
                            "max_abs_error", c.maxAbsError(),
                            "max_rel_error", c.maxRelError(),
                            "tolerance", c.tolerance(),
                            "pass", c.pass(),
                            "message", c.message())));
            report.skipped()
                    .forEach(s -> skipped.add(Json.object(
                            "backend",
                            report.backend(),
                            "file",
                            s.file(),
                            "tensor",
                            s.tensor(),
                            "reason",
                            s.reason())));
        }
        return Json.pretty(Json.object(
                "backend", reports.stream().map(GoldenReport::backend).collect(Collectors.joining(",")),
                "cases", cases,
                "skipped", skipped,
                "passed", passed(),
                "failed", failed()));
    }

    /** A line for each file, or with all tensors; failures and what was skipped are always told. */
    List<String> lines(boolean all) {
        List<String> lines = new ArrayList<>();
        for (GoldenReport report : reports) {
            Table table = new Table();
            table.row(report.backend(), "tensors", "largest relative error", "allowed", "");
            byFile(report).forEach((file, cases) -> {
                summary(table, file, cases);
                cases.stream().filter(c -> all || !c.pass()).forEach(c -> detail(table, c));
            });
            lines.addAll(table.lines());
            for (Skip s : report.skipped()) {
                lines.add("skipped: " + s.file() + (s.tensor().isEmpty() ? "" : " " + s.tensor()) + ": " + s.reason());
            }
            lines.add("");
        }
        lines.add(String.format(Locale.ROOT, "%d passed, %d failed", passed(), failed()));
        return lines;
    }

    private static Map<String, List<Case>> byFile(GoldenReport report) {
        return report.cases().stream()
                .collect(Collectors.groupingBy(Case::file, LinkedHashMap::new, Collectors.toList()));
    }

    private static void summary(Table table, String file, List<Case> cases) {
        double largest = cases.stream().mapToDouble(Case::maxRelError).reduce(0, Math::max);
        boolean pass = cases.stream().allMatch(Case::pass);
        table.row(
                file,
                Integer.toString(cases.size()),
                number(largest),
                number(cases.getFirst().tolerance()),
                pass ? "ok" : "FAILED");
    }

    private static void detail(Table table, Case c) {
        table.row(
                "  " + (c.tensor().isEmpty() ? "the file" : c.tensor()),
                "",
                number(c.maxRelError()),
                number(c.tolerance()),
                (c.pass() ? "ok" : "FAILED") + (c.message().isEmpty() ? "" : ": " + c.message()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
