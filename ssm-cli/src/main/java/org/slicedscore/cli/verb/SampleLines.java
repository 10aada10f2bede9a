package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.compare.TwoSampleTest;
import org.slicedscore.engine.evaluate.SampleJudgement;

/** How a model's rows compare with held-out rows, in words and for programs. */
final class SampleLines {
    /** All three p-values above this are what chance gives 95 times of 100 or more. */
    private static final double LEVEL = 0.05 / 3;

    private SampleLines() {}

    static Map<String, Object> json(SampleJudgement j) {
        TwoSampleTest t = j.test();
        return Json.object(
                "sampler", j.sampler(),
                "drawn", t.second(),
                "rows", t.first(),
                "permutations", t.permutations(),
                "energy_distance", json(t.energy()),
                "mmd", json(t.mmd()),
                "auroc", json(t.auroc()));
    }

    private static Map<String, Object> json(TwoSampleTest.Statistic s) {
        return Json.object("value", s.value(), "p_value", s.p());
    }

    static List<String> of(SampleJudgement j) {
        TwoSampleTest t = j.test();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d rows drawn (%s) beside %,d evaluated rows that are not copies of each other:",
                t.second(),
                j.sampler(),
                t.first()));
        TextTable table = new TextTable();
        table.row("  energy distance", text(t.energy()));
        table.row("  squared maximum mean discrepancy", text(t.mmd()));
        table.row("  AUROC of a nearest-neighbour classifier", text(t.auroc()));
        lines.addAll(table.lines());
        double least = Math.min(t.energy().p(), Math.min(t.mmd().p(), t.auroc().p()));
        lines.add(
                least > LEVEL
                        ? "The tests cannot tell the model's rows from the evaluated ones."
                        : "The model's rows can be told from the evaluated ones.");
        return lines;
    }

    private static String text(TwoSampleTest.Statistic s) {
        return String.format(Locale.ROOT, "%.4f  p = %.3f", s.value(), s.p());
    }
}
