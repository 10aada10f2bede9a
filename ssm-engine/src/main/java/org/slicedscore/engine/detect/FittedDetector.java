package org.slicedscore.engine.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;

/**
 * Detectors that learned from the same rows, combined: each score becomes a {@link Surprise}, their mean becomes one again, and cells
 * such as no row had add theirs. A pure function of a row, used by several threads at once.
 */
final class FittedDetector {
    private final Preprocessing preprocessing;
    private final double[] units;
    private final CellWatch watch;
    private final List<FittedPart> parts;
    private final Surprise together;

    /**
     * Puts it together.
     *
     * @param preprocessing the way to the model's coordinates
     * @param units by which these are divided, [D]
     * @param watch of new cells
     * @param parts the detectors
     * @param together the scale of the mean of their surprises
     */
    FittedDetector(
            Preprocessing preprocessing, double[] units, CellWatch watch, List<FittedPart> parts, Surprise together) {
        this.preprocessing = preprocessing;
        this.units = units;
        this.watch = watch;
        this.parts = List.copyOf(parts);
        this.together = together;
    }

    /**
     * Learns from some rows of a table.
     *
     * @param table the table
     * @param rows indices of at least 2 rows
     * @param config the detectors and the seed
     * @return the detectors
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the rows cannot be used
     */
    static FittedDetector fit(Table table, int[] rows, DetectConfig config) {
        PrepareOptions options = new PrepareOptions(
                java.util.Optional.of(Scaling.STANDARDIZE),
                PrepareOptions.Dequantize.OFF,
                OptionalDouble.of(0),
                PrepareOptions.Outliers.KEEP,
                config.seed());
        Preparation preparation = Preparation.fit(table, rows, options);
        Preprocessing preprocessing = preparation.preprocessing();
        int[] some = evenly(rows, config.mostRows());
        Dataset learned = preprocessing.exact(table, some);
        double[] units = units(learned, preprocessing);
        float[] divided = learned.values();
        for (int i = 0; i < divided.length; i++) {
            divided[i] = (float) (divided[i] / units[i % units.length]);
        }
        DetectorRows values = new DetectorRows(divided, learned.dim(), config.seed(), "detect");
        int[] which = evenly(IntStream.range(0, some.length).toArray(), FittedPart.MOST);
        List<FittedPart> parts = new ArrayList<>();
        double[] sums = new double[which.length];
        for (DetectorChoice choice : config.detectors()) {
            parts.add(FittedPart.fit(choice, values, which, sums, config.device()));
        }
        Arrays.setAll(sums, i -> sums[i] / parts.size());
        return new FittedDetector(
                preprocessing,
                units,
                CellWatch.of(table, rows, preprocessing.consequences()),
                parts,
                new Surprise(sums));
    }

    /**
     * Columns with values far out are scaled by the bulk of their values, and the rest is compressed. For distances, all of the
     * values of such a column together have to spread as those of any other.
     */
    private static double[] units(Dataset rows, Preprocessing preprocessing) {
        double[] reach = preprocessing.state().arrays().get("reach");
        double[] units = new double[rows.dim()];
        Arrays.fill(units, 1);
        for (int d = 0; d < units.length; d++) {
            if (reach[d] != 0) {
                double mean = 0;
                double square = 0;
                for (int i = 0; i < rows.rows(); i++) {
                    double value = rows.at(i, d);
                    mean += value / rows.rows();
                    square += value * value / rows.rows();
                }
                units[d] = Math.max(1, Math.sqrt(square - mean * mean));
            }
        }
        return units;
    }

    double[] units() {
        return units;
    }

    private static int[] evenly(int[] rows, int most) {
        int count = Math.min(most, rows.length);
        int[] some = new int[count];
        Arrays.setAll(some, i -> rows[(int) ((long) i * rows.length / count)]);
        return some;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    CellWatch watch() {
        return watch;
    }

    List<FittedPart> parts() {
        return parts;
    }

    Surprise together() {
        return together;
    }

    /**
     * The combined surprise of rows.
     *
     * @param cells x, row-major [count, I], NaN for a missing cell
     * @param count the number of rows
     * @param out receives one number a row, larger is stranger; +∞ for a row that leaves the range of float
     * @param to index of the first
     */
    void scores(double[] cells, int count, double[] out, int to) {
        float[] rows = new float[count * preprocessing.dim()];
        boolean[] beyond = model(cells, count, rows);
        double[][] surprises = surprises(rows, count);
        int inputs = preprocessing.inputs();
        for (int i = 0; i < count; i++) {
            out[to + i] = beyond[i]
                    ? Double.POSITIVE_INFINITY
                    : together(surprises, i) + watch.surprise(watch.count(cells, i * inputs));
        }
    }

    /** The surprise of each detector at rows in the model's coordinates, [detector][row]. */
    double[][] surprises(float[] rows, int count) {
        double[][] surprises = new double[parts.size()][count];
        for (int m = 0; m < surprises.length; m++) {
            FittedPart part = parts.get(m);
            part.scorer().scores(rows, count, surprises[m], 0);
            for (int i = 0; i < count; i++) {
                surprises[m][i] = part.surprise().at(surprises[m][i]);
            }
        }
        return surprises;
    }

    /** The surprise at the mean of a row's surprises. */
    double together(double[][] surprises, int row) {
        double sum = 0;
        for (double[] of : surprises) {
            sum += of[row];
        }
        return together.at(sum / surprises.length);
    }

    /** Maps rows to the model's coordinates; a row that leaves the range of float becomes 0 and is marked. */
    boolean[] model(double[] cells, int count, float[] rows) {
        int dim = preprocessing.dim();
        double[] mapped = preprocessing.toModel(cells);
        boolean[] beyond = new boolean[count];
        for (int i = 0; i < count; i++) {
            for (int at = i * dim; at < (i + 1) * dim; at++) {
                rows[at] = (float) (mapped[at] / units[at % dim]);
                beyond[i] |= !Float.isFinite(rows[at]);
            }
            if (beyond[i]) {
                Arrays.fill(rows, i * dim, (i + 1) * dim, 0);
            }
        }
        return beyond;
    }
}
