package org.slicedscore.report.figure;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.slicedscore.engine.figure.Figure.Axis;

/**
 * The way from values to places on paper.
 *
 * @param axis the axis
 * @param low the value at its lower end
 * @param high the value at its upper end
 * @param from the place of the lower end
 * @param to the place of the upper end
 */
record Scale(Axis axis, double low, double high, double from, double to) {
    /** Share of an axis's length that is kept free at both ends. */
    private static final double ROOM = 0.03;

    /** A scale for an axis that fits values where the axis has no ends of its own. */
    static Scale of(Axis axis, double[] values, double from, double to) {
        double[] range = range(axis, values);
        return new Scale(axis, range[0], range[1], from, to);
    }

    /** The same scale over another stretch of paper. */
    Scale over(double first, double last) {
        return new Scale(axis, low, high, first, last);
    }

    /** The place of a value; NaN for one that cannot be shown. */
    double at(double value) {
        if (!shows(value)) {
            return Double.NaN;
        }
        double share = axis.logarithmic() ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + Math.clamp(share, -9, 10) * (to - from);
    }

    /** Whether a value has a place: on a logarithmic axis only positive ones have. */
    boolean shows(double value) {
        return shows(axis, value);
    }

    private static boolean shows(Axis axis, double value) {
        return Double.isFinite(value) && (value > 0 || !axis.logarithmic());
    }

    /** Ticks for which there is room. */
    Ticks ticks(int most) {
        if (!axis.categories().isEmpty()) {
            return Ticks.categories(axis.categories());
        }
        return axis.logarithmic() ? Ticks.logarithmic(low, high, most) : Ticks.linear(low, high, most);
    }

    private static double[] range(Axis axis, double[] values) {
        double[] all = Arrays.stream(values).filter(v -> shows(axis, v)).toArray();
        DoubleUnaryOperator to = v -> axis.logarithmic() ? Math.log10(v) : v;
        DoubleUnaryOperator back = v -> axis.logarithmic() ? Math.pow(10, v) : v;
        double low = to.applyAsDouble(Arrays.stream(all).min().orElse(1));
        double high = to.applyAsDouble(Arrays.stream(all).max().orElse(10));
        double span = high - low;
        double room = span > 1e-12 * Math.abs(high)
                ? ROOM * span
                : axis.logarithmic() ? 0.5 : Math.max(1e-9, 0.1 * Math.abs(low));
        double from = Double.isNaN(axis.min()) ? back.applyAsDouble(low - room) : axis.min();
        double until = Double.isNaN(axis.max()) ? back.applyAsDouble(high + room) : axis.max();
        // an end that is given may lie beyond all values
        return new double[] {from, until > from ? until : axis.logarithmic() ? from * 10 : from + 1};
    }
}
