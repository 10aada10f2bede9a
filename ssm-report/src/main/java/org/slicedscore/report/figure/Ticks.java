package org.slicedscore.report.figure;

import java.util.List;
import java.util.Locale;

/** Labels of ticks on linear axes, as short as possible. */
final class Ticks {
    private Ticks() {}

    /** The label of a tick, with as many decimals as the span of the axis asks for. */
    static String label(double value, double span) {
        int decimals = Math.clamp((int) Math.ceil(1 - Math.log10(span)), 0, 9);
        double shown = Math.abs(value) < 1e-9 * span ? 0 : value;
        return String.format(Locale.ROOT, "%,." + decimals + "f", shown)
                .replace(",", "\u2009")
                .replace("-", "\u2212");
    }

    /** The name of a place, 1 for the first; nothing between places. */
    static String category(double value, List<String> names) {
        long place = Math.round(value);
        return Math.abs(value - place) < 1e-6 && place >= 1 && place <= names.size() ? names.get((int) place - 1) : "";
    }
}
