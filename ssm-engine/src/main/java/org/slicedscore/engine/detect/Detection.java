package org.slicedscore.engine.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Schema;

/**
 * A calibrated detector of strange rows. For a row like those that it was fitted to, the p-value is at most α with probability α,
 * whatever the detectors are worth; for a strange row it is small if they are worth something. Immutable, and used by any number
 * of threads at once; an answer depends on its row alone.
 */
public final class Detection {
    /** Rows that a thread scores at a time. */
    private static final int BLOCK = 128;

    /** What messages call them. */
    private static final String ROWS = "the rows";

    private final DetectConfig config;
    private final List<FittedDetector> fits;
    private final Calibration calibration;
    private final Schema schema;
    private final List<Message> notes;

    Detection(
            DetectConfig config,
            List<FittedDetector> fits,
            Calibration calibration,
            Schema schema,
            List<Message> notes) {
        this.config = config;
        this.fits = List.copyOf(fits);
        this.calibration = calibration;
        this.schema = schema;
        this.notes = List.copyOf(notes);
    }

    /**
     * Scores and p-values of rows.
     *
     * @param scores one a row, larger is stranger; +∞ for a row that leaves the range of 32-bit numbers
     * @param pValues one a row, at least {@link #leastPValue()}
     */
    public record Answers(double[] scores, double[] pValues) {}

    /**
     * Fits detectors to the rows of a table.
     *
     * @param table rows that are normal, or most of them
     * @param settings the options, by the names of {@link DetectSettings}
     * @param catalog the plug-ins
     * @return the detector
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE for wrong options
     */
    public static Detection fit(Table table, DetectOptions settings, Catalog catalog) {
        DetectConfig config = settings.config(catalog);
        int[] all = IntStream.range(0, table.rows()).toArray();
        if (all.length < 4) {
            throw Problem.data(table.name())
                    .found(all.length == 1 ? "1 row" : "%d rows", all.length)
                    .expected("at least 4 to learn from and to calibrate on")
                    .remedy("bring more rows")
                    .exception();
        }
        List<Message> notes = new ArrayList<>();
        int[] kept = config.contaminated() > 0 ? Trimming.keep(table, all, config, notes) : all;
        HeldOut held = HeldOut.of(table, kept, config.folds(), config.seed());
        List<FittedDetector> fits = new ArrayList<>();
        for (int k = 0; k < held.parts().length; k++) {
            fits.add(FittedDetector.fit(table, held.learned(k), config));
        }
        double[][] scores = new double[fits.size()][];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = scores(fits.get(k), table, held.parts()[k]);
        }
        return new Detection(
                config,
                fits,
                new Calibration(scores),
                fits.getFirst().preprocessing().schema(),
                notes);
    }

    /** The combined scores of some rows of a table. */
    static double[] scores(FittedDetector fit, Table table, int[] rows) {
        double[] out = new double[rows.length];
        int blocks = (rows.length + BLOCK - 1) / BLOCK;
        IntStream.range(0, blocks).parallel().forEach(b -> {
            int from = b * BLOCK;
            int to = Math.min(rows.length, from + BLOCK);
            fit.scores(table.gather(Arrays.copyOfRange(rows, from, to)), to - from, out, from);
        });
        return out;
    }

    /**
     * Scores rows.
     *
     * @param rows row-major, a cell for each of {@link #columns()}; NaN for a missing one
     * @return the answers in the order of the rows
     * @throws SsmException of kind DATA if the numbers form no rows
     */
    public Answers apply(double[] rows) {
        int inputs = columns().size();
        if (rows.length % inputs != 0) {
            throw Problem.data(ROWS)
                    .found("%d numbers", rows.length)
                    .expected("rows of %d columns", inputs)
                    .exception();
        }
        int n = rows.length / inputs;
        double[] means = new double[n];
        double[] pValues = new double[n];
        int blocks = (n + BLOCK - 1) / BLOCK;
        IntStream blocked = IntStream.range(0, blocks);
        (blocks > 1 ? blocked.parallel() : blocked).forEach(b -> {
            int from = b * BLOCK;
            int count = Math.min(n, from + BLOCK) - from;
            double[] cells = Arrays.copyOfRange(rows, from * inputs, (from + count) * inputs);
            double[] scores = new double[fits.size() * count];
            for (int k = 0; k < fits.size(); k++) {
                fits.get(k).scores(cells, count, scores, k * count);
            }
            for (int i = 0; i < count; i++) {
                double sum = 0;
                for (int k = 0; k < fits.size(); k++) {
                    sum += scores[k * count + i];
                }
                means[from + i] = sum / fits.size();
                pValues[from + i] = calibration.pValue(scores, i, count);
            }
        });
        return new Answers(means, pValues);
    }

    /**
     * Scores rows.
     *
     * @param rows [n, I], a cell for each of {@link #columns()}; NaN for a missing one
     * @return the answers in the order of the rows
     * @throws SsmException of kind DATA if a row has another length
     */
    public Answers apply(float[][] rows) {
        int inputs = columns().size();
        double[] flat = new double[rows.length * inputs];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != inputs) {
                throw Problem.data(ROWS)
                        .says("row %d has length %d", i, rows[i].length)
                        .expected("%d", inputs)
                        .exception();
            }
            for (int j = 0; j < inputs; j++) {
                flat[i * inputs + j] = rows[i][j];
            }
        }
        return apply(flat);
    }

    /** The columns of rows, in order. */
    public List<Column> columns() {
        return schema.inputs();
    }

    /** The names of the numbers of a row in {@link DetectionFormula}. */
    public List<String> graphInputs() {
        return preprocessing().graphInputs();
    }

    /** The columns of the rows that it was fitted to. */
    public Schema schema() {
        return schema;
    }

    /** The number of rows that it was calibrated on: n. */
    public int calibrationRows() {
        return calibration.rows();
    }

    /** The number of parts of the rows that took turns in being held out; 1 if one part was held out for good. */
    public int parts() {
        return fits.size();
    }

    /** The detectors that are combined, each with the options that differ from their defaults. */
    public List<String> detectors() {
        return config.detectors().stream().map(DetectorChoice::label).toList();
    }

    /** The smallest p-value possible: 1/(n + 1). A smaller α flags nothing. */
    public double leastPValue() {
        return calibration.least();
    }

    /** What a user should be told about fitting, one line each. */
    public List<Message> notes() {
        return notes;
    }

    /**
     * The scores of the rows that it was calibrated on, by the fits that did not learn from them.
     *
     * @return for each part its scores, ascending
     */
    public double[][] calibrationScores() {
        return IntStream.range(0, calibration.parts())
                .mapToObj(k -> calibration.part(k).clone())
                .toArray(double[][]::new);
    }

    /** The preprocessing of the first fit. */
    Preprocessing preprocessing() {
        return fits.getFirst().preprocessing();
    }

    DetectConfig config() {
        return config;
    }

    List<FittedDetector> fits() {
        return fits;
    }

    Calibration calibration() {
        return calibration;
    }

    /**
     * Explains a row's score.
     *
     * @param rows holds the row
     * @param from index of its first cell
     */
    public Reasons explain(double[] rows, int from) {
        return Attribution.explain(this, rows, from);
    }
}
