package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.cli.output.Json;
import org.slicedscore.engine.bench.Profile;

/** A profile, for programs and for people: instructions in the order of their time. */
final class ProfileReport {
    private ProfileReport() {}

    static Map<String, Object> json(Profile p) {
        List<Object> instructions = new ArrayList<>();
        for (Profile.Line l : p.lines()) {
            instructions.add(Json.object(
                    "number", l.number(),
                    "text", l.text(),
                    "us", l.microseconds(),
                    "share", l.share(),
                    "gflops", l.gflops(),
                    "share_of_peak", Double.isNaN(l.shareOfPeak()) ? null : l.shareOfPeak()));
        }
        return Json.object(
                "runs",
                p.runs(),
                "us_per_step",
                p.microseconds(),
                "peak_gflops",
                p.peak().isPresent() ? 1e-9 * p.peak().getAsDouble() : null,
                "instructions",
                instructions);
    }

    static List<String> lines(Profile p) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (p.runs() == 0) {
            lines.add("too few steps for a profile");
            return lines;
        }
        lines.add(String.format(
                Locale.ROOT,
                "%.0f us a step over %,d steps%s",
                p.microseconds(),
                p.runs(),
                p.peak().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; peak %.0f GFLOP/s",
                                1e-9 * p.peak().getAsDouble())
                        : ""));
        lines.add("       us   share  GFLOP/s  of peak  instruction");
        List<Profile.Line> sorted = new ArrayList<>(p.lines());
        sorted.sort(Comparator.comparingDouble((Profile.Line l) -> -l.microseconds()));
        for (Profile.Line l : sorted) {
            String rate = l.gflops() > 0 ? String.format(Locale.ROOT, "%7.1f", l.gflops()) : "      -";
            String peak = l.gflops() > 0 && !Double.isNaN(l.shareOfPeak())
                    ? String.format(Locale.ROOT, "%5.1f %%", 100 * l.shareOfPeak())
                    : "      -";
            lines.add(String.format(
                    Locale.ROOT,
                    "%9.1f  %4.1f %%  %s  %s  %3d %s",
                    l.microseconds(),
                    100 * l.share(),
                    rate,
                    peak,
                    l.number(),
                    l.text().lines().findFirst().orElse("")));
        }
        return lines;
    }
}
