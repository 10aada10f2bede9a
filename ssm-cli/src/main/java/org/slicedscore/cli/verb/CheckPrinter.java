package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.check.CheckReport;
import org.slicedscore.engine.check.CheckReport.Case;
import org.slicedscore.engine.check.CheckReport.Skip;

/**
 * What a check found, for programs and for people.
 *
 * @param reports one a backend
 * @param own whether the cases are the command's own, and no files
 */
record CheckPrinter(List<CheckReport> reports, boolean own) {
    /** Whether something was compared and nothing was off. */
    boolean pass() {
        return failed() == 0 && passed() > 0;
    }

    private int failed() {
        return reports.stream().mapToInt(CheckReport::failed).sum();
    }

    private int passed() {
        return reports.stream().mapToInt(CheckReport::passed).sum();
    }

    /** The document that tools rely on: fields may be added, never renamed. */
    String json() {
        List<Object> cases = new ArrayList<>();
        List<Object> skipped = new ArrayList<>();
        for (CheckReport report : reports) {
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
                "backend", reports.stream().map(CheckReport::backend).collect(Collectors.joining(",")),
                "cases", cases,
                "skipped", skipped,
                "passed", passed(),
                "failed", failed()));
    }

    /** A line for each file, or with all tensors; failures and what was skipped are always told. */
    List<String> lines(boolean all) {
        List<String> lines = new ArrayList<>();
        for (CheckReport report : reports) {
            TextTable table = new TextTable();
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
        lines.add(
                passed() + failed() == 0
                        ? "nothing was checked: all cases were skipped, for the reasons above"
                        : String.format(Locale.ROOT, "%d passed, %d failed", passed(), failed()));
        return lines;
    }

    private static Map<String, List<Case>> byFile(CheckReport report) {
        return report.cases().stream()
                .collect(Collectors.groupingBy(Case::file, LinkedHashMap::new, Collectors.toList()));
    }

    private static void summary(TextTable table, String file, List<Case> cases) {
        double largest = cases.stream().mapToDouble(Case::maxRelError).reduce(0, Math::max);
        boolean pass = cases.stream().allMatch(Case::pass);
        table.row(
                file,
                Integer.toString(cases.size()),
                number(largest),
                number(cases.getFirst().tolerance()),
                pass ? "ok" : "FAILED");
    }

    private static void detail(TextTable table, Case c) {
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
