package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;

/** Fits one step, one shift and one scale to all pixels of a channel. Pixels are the first coordinates of encoded rows. */
final class PixelFit {
    /** More values than 16 bits have are no steps. */
    private static final int MOST_VALUES = 1 << 16;

    /** By how much of a step values may lie beside a grid, for steps of 1/255 in 32-bit numbers. */
    private static final double OFF_GRID = 1e-3;

    private final double[] encoded;
    private final int width;
    private final int pixels;
    private final int channels;

    /**
     * Fits nothing yet.
     *
     * @param encoded rows, [n, D + C]
     * @param encoding of D pixels and the conditions
     * @param channels numbers of a pixel, which lie beside each other
     */
    PixelFit(double[] encoded, Encoding encoding, int channels) {
        this.encoded = encoded;
        this.width = encoding.width();
        this.pixels = encoding.dim();
        this.channels = channels;
    }

    /** Refuses rows that cannot be images, and options that say nothing of images. */
    static void check(Table table, Encoding encoding, PrepareOptions options) {
        for (int j = 0; j < encoding.inputs(); j++) {
            boolean number = encoding.parts().get(j) instanceof Part.Plain plain && !plain.marked();
            if (!encoding.isCondition(j) && !number) {
                throw Problem.data(table.name())
                        .says(
                                "column '%s' holds words, times or missing cells",
                                table.columns().get(j))
                        .expected("a number in every pixel, because pixels are scaled alike")
                        .remedy("use other columns, or %s", Subject.setting("preprocess", "standardize"))
                        .exception();
            }
        }
        if (options.outliers() != Outliers.KEEP) {
            throw Problem.usage(Subject.setting("outliers"))
                    .says("looks at columns one by one, and pixels are scaled alike")
                    .remedy("leave it out, or use %s", Subject.setting("preprocess", "standardize"))
                    .exception();
        }
    }

    /** The half-width of the spreading of each coordinate, [D + C]: half the step between the values of its channel. */
    double[] gaps(Dequantize dequantize) {
        double[] gap = new double[width];
        if (dequantize != Dequantize.OFF) {
            for (int channel = 0; channel < channels; channel++) {
                double half = step(channel, dequantize == Dequantize.ON) / 2;
                for (int j = channel; j < pixels; j += channels) {
                    gap[j] = half;
                }
            }
        }
        return gap;
    }

    /** The least distance of two values, where they are few and lie on a grid, or where it is asked for; else 0. */
    private double step(int channel, boolean always) {
        Set<Double> values = new HashSet<>();
        for (int from = 0; from < encoded.length; from += width) {
            for (int j = channel; j < pixels; j += channels) {
                values.add(encoded[from + j]);
            }
            if (values.size() > MOST_VALUES && !always) {
                return 0;
            }
        }
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        double[] distances = new double[sorted.length - 1];
        Arrays.setAll(distances, k -> sorted[k + 1] - sorted[k]);
        double step = Arrays.stream(distances).min().orElse(0);
        boolean grid = Arrays.stream(distances)
                .allMatch(d -> Math.abs(d / step - Math.rint(d / step)) < OFF_GRID * Math.max(1, d / step));
        return grid && sorted.length <= MOST_VALUES || always ? step : 0;
    }

    /** Sets the scales of the pixels, of [D + C]: mean and standard deviation of all of a channel. */
    void scale(ColumnScale[] scales, String source) {
        for (int channel = 0; channel < channels; channel++) {
            double mean = mean(channel, v -> v);
            double std = Math.sqrt(mean(channel, v -> (v - mean) * (v - mean)));
            if (!(std > ColumnStats.ROUNDING * Math.abs(mean))) {
                throw Problem.data(source)
                        .found("one and the same value in all pixels of channel %d of the training rows", channel + 1)
                        .expected("images that vary")
                        .exception();
            }
            ColumnScale scale = new ColumnScale(mean, std, Double.POSITIVE_INFINITY, false);
            for (int j = channel; j < pixels; j += channels) {
                scales[j] = scale;
            }
        }
    }

    /** The mean of a function over all pixels of a channel. */
    private double mean(int channel, DoubleUnaryOperator function) {
        double sum = 0;
        for (int from = 0; from < encoded.length; from += width) {
            double row = 0;
            for (int j = channel; j < pixels; j += channels) {
                row += function.applyAsDouble(encoded[from + j]);
            }
            sum += row;
        }
        return sum / ((long) (encoded.length / width) * (pixels / channels));
    }

    /** How pixels are scaled, for the user. */
    static String words(ImageGrid image, ColumnScale[] scales, int pixels) {
        int channels = image == null ? 1 : image.channels();
        StringBuilder text = new StringBuilder();
        for (int channel = 0; channel < channels; channel++) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(String.format(
                            Locale.ROOT,
                            "less %.4g, divided by %.4g",
                            scales[channel].shift(),
                            scales[channel].scale()));
        }
        return (image == null ? pixels + " pixels" : layout(image)) + ", all kept and scaled alike: " + text;
    }

    /** The layout of images, for the user. */
    static String layout(ImageGrid image) {
        return image.height() + "×" + image.width() + " pixels"
                + (image.channels() == 1 ? "" : " of " + image.channels() + " channels");
    }
}
