package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Schema;

/**
 * The way from a table's columns x to a model's coordinates z and back, in steps: {@link Encoding words, times and missing
 * cells become numbers}; each number is {@link ColumnScale scaled}; and some are {@link Whitening made uncorrelated}. On
 * the way, training rows are spread: numbers that repeat by gap · U(−1, 1), missing ones over the spread of their column,
 * and in the end every coordinate by noise · N(0, 1). A row's noise depends only on the seed and the row's index in the
 * source, so it is the same in any order, split or pass. Immutable. Rows of x are row-major [n, I], with NaN for missing
 * cells; rows of z are [n, D].
 */
public final class Preprocessing {
    private final Steps steps;
    private final Encoding encoding;

    Preprocessing(Steps steps) {
        this.steps = steps;
        encoding = steps.encoding();
    }

    /**
     * Restores a saved preprocessing.
     *
     * @param state the value of {@link #state()}
     * @return the same preprocessing
     * @throws org.slicedscore.api.error.SsmException of kind DATA if an array is missing or its size does not match the
     *     columns
     */
    public static Preprocessing restore(PreprocessingState state) {
        return new Preprocessing(new StoredPreprocessing(state).restore());
    }

    /** The state to save: words and arrays from which {@link #restore} recreates this. */
    public PreprocessingState state() {
        return StoredPreprocessing.of(steps);
    }

    /**
     * The same way to the model's coordinates as expressions, for other runtimes.
     *
     * @param rows [B,I], in the order of {@link #graphInputs}; NaN for a missing cell, the index of a word in its column's categories
     *     for a word, and any other number for a word that is not among them
     */
    public PreprocessingGraph graph(Expr rows) {
        return new PreprocessingGraph(encoding, steps.scales(), steps.whitening(), rows);
    }

    /**
     * The names of the numbers of a row of {@link #graph}: the columns, then {@code NAME hour} and {@code NAME weekday} of times that
     * have them, because they do not follow from days in 32 bits.
     */
    public List<String> graphInputs() {
        return EncodingGraph.inputs(encoding);
    }

    /** The dimension of the model's coordinates: D. */
    public int dim() {
        return encoding.dim();
    }

    /** The number of coordinates of the conditions, which stand behind the D of a row: C, 0 without conditions. */
    public int conditions() {
        return encoding.width() - encoding.dim();
    }

    /** The numbers of a row in the model's coordinates: D + C. */
    private int width() {
        return encoding.width();
    }

    /** The number of a table's inputs: I. */
    public int inputs() {
        return encoding.inputs();
    }

    /** The columns of the training data, and what they are used for. */
    public Schema schema() {
        return steps.schema();
    }

    /** The names of the inputs: I names, in order. */
    public List<String> columns() {
        return steps.schema().inputs().stream().map(column -> column.name()).toList();
    }

    /**
     * The names of the D coordinates before whitening. Where a column becomes one number it is the column's name; a category
     * becomes several, as in {@code colour 1}, a missing cell one, as in {@code age missing}.
     */
    public List<String> coordinates() {
        return encoding.names();
    }

    /** For each of the D coordinates before whitening the input that it is made of: an index into {@link #columns()}. */
    public int[] inputOf() {
        int[] inputs = new int[dim()];
        for (int j = 0; j < encoding.inputs(); j++) {
            int from = encoding.offset(j);
            Arrays.fill(inputs, from, from + encoding.parts().get(j).width(), j);
        }
        return inputs;
    }

    /**
     * Whether densities have a meaning in the columns' own coordinates: true if each column in use becomes one number. Words
     * and missing cells have none; then log-densities and scores are those of the model's coordinates before whitening and
     * scaling.
     */
    public boolean hasDensity() {
        return encoding.hasDensity();
    }

    /** The layout of the D coordinates where they are the pixels of images; empty for other rows, and where it is not known. */
    public Optional<ImageGrid> image() {
        return Optional.ofNullable(steps.image());
    }

    /** The scaling in use. */
    public Scaling scaling() {
        return steps.scaling();
    }

    /** The coordinates before scaling and whitening, [n, D + C]; a missing cell is its column's median. */
    private double[] encode(double[] rows) {
        int n = checked(rows, inputs());
        double[] out = new double[n * width()];
        Pieces.each(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                encoding.encode(rows, i * inputs(), out, i * width());
            }
        });
        return out;
    }

    /**
     * Maps rows to the model's coordinates.
     *
     * @param rows x, [n, I]
     * @return z and the conditions, [n, D + C]
     */
    public double[] toModel(double[] rows) {
        double[] out = encode(rows);
        scale(out);
        return out;
    }

    /** Scales and whitens encoded rows in place. */
    private void scale(double[] rows) {
        int dim = width();
        Pieces.each(rows.length / Math.max(1, dim), (from, to) -> {
            double[] scratch = new double[dim];
            for (int i = from; i < to; i++) {
                steps.scale(rows, i * dim, scratch);
            }
        });
    }

    /**
     * Undoes whitening and scaling.
     *
     * @param rows z, [n, D]
     * @return the numbers that the columns become, [n, D], in the order of {@link #coordinates()}
     */
    public double[] toCoordinates(double[] rows) {
        int dim = dim();
        double[] out = rows.clone();
        double[] scratch = new double[dim];
        for (int from = 0; from < rows.length; from += dim) {
            if (steps.whitening() != null) {
                steps.whitening().toOriginal(out, from, scratch);
            }
            for (int j = 0; j < dim; j++) {
                out[from + j] = steps.scales()[j].toOriginal(out[from + j]);
            }
        }
        return out;
    }

    /**
     * Maps rows back to the table's columns: words become the nearest category, missing cells NaN; columns that are kept out
     * of the density get their constant, or follow from the others.
     *
     * @param rows z, [n, D]
     * @return x, [n, I]
     */
    public double[] toOriginal(double[] rows) {
        return toColumns(toCoordinates(rows));
    }

    /**
     * Makes columns of the numbers that they became.
     *
     * @param coordinates [n, D], in the order of {@link #coordinates()}
     * @return x, [n, I]
     */
    public double[] toColumns(double[] coordinates) {
        int n = checked(coordinates, dim());
        double[] out = new double[n * inputs()];
        for (int i = 0; i < n; i++) {
            encoding.decode(coordinates, i * dim(), out, i * inputs());
        }
        return out;
    }

    /**
     * The log-volume change from the columns' own coordinates, or, where they have no density, from the numbers that they
     * become: log p(x) = log p(z) + log |det ∂z/∂x|.
     *
     * @param rows x, [n, I]
     * @return log |det ∂z/∂x| of each row, [n]
     */
    public double[] logDetJacobian(double[] rows) {
        return at(rows).logDetJacobian();
    }

    /**
     * Maps scores ∇_z log p(z) to scores of the columns' own coordinates, or, where they have no density, of the numbers that
     * they become: Jᵀ ∇_z log p(z) + ∇ₓ log |det J|.
     *
     * @param rows x, [n, I]
     * @param scores [n, D]
     * @return [n, D], in the order of {@link #coordinates()}
     */
    public double[] scoreToOriginal(double[] rows, double[] scores) {
        double[] out = scores.clone();
        at(rows).scoreToOriginal(out);
        return out;
    }

    /**
     * Maps scores back to the model's coordinates: undoes {@link #scoreToOriginal}.
     *
     * @param rows x, [n, I]
     * @param scores [n, D], in the order of {@link #coordinates()}
     * @return ∇_z log p(z), [n, D]
     */
    public double[] scoreToModel(double[] rows, double[] scores) {
        double[] encoded = encode(rows);
        int dim = dim();
        double[] out = scores.clone();
        double[] scratch = new double[dim];
        for (int from = 0, at = 0; from < out.length; from += dim, at += width()) {
            for (int j = 0; j < dim; j++) {
                double x = encoded[at + j];
                out[from + j] =
                        (out[from + j] - steps.scales()[j].logDerivativeSlope(x)) / steps.scales()[j].derivative(x);
            }
            if (steps.whitening() != null) {
                steps.whitening().scoreToModel(out, from, scratch);
            }
        }
        return out;
    }

    /**
     * Rows for which several things are wanted: they are encoded once.
     *
     * @param rows x, [n, I]
     */
    public Rows at(double[] rows) {
        return new Rows(encode(rows));
    }

    /** Rows in the coordinates before scaling, and what follows from those. */
    public final class Rows {
        private final double[] encoded;
        private final int count;

        private Rows(double[] encoded) {
            this.encoded = encoded;
            count = encoded.length / Math.max(1, width());
        }

        /** The model's coordinates and the conditions, rounded to float: [n, D + C]. */
        public float[] toModel() {
            int width = width();
            float[] out = new float[encoded.length];
            Pieces.each(count, (from, to) -> {
                double[] row = new double[width];
                double[] scratch = new double[width];
                for (int i = from; i < to; i++) {
                    System.arraycopy(encoded, i * width, row, 0, width);
                    steps.scale(row, 0, scratch);
                    for (int j = 0; j < width; j++) {
                        out[i * width + j] = (float) row[j];
                    }
                }
            });
            return out;
        }

        /** As {@link Preprocessing#logDetJacobian}: [n]. */
        public double[] logDetJacobian() {
            double[] out = new double[count];
            ColumnScale[] scales = Arrays.copyOf(steps.scales(), dim());
            double[] within = Arrays.stream(scales)
                    .mapToDouble(ColumnScale::logDerivative)
                    .toArray();
            double whitened = steps.whitening() == null ? 0 : steps.whitening().logDet();
            int width = width();
            Pieces.each(count, (from, to) -> {
                for (int i = from; i < to; i++) {
                    double sum = whitened;
                    for (int j = 0; j < scales.length; j++) {
                        sum += within[j] - scales[j].bend(encoded[i * width + j]);
                    }
                    out[i] = sum;
                }
            });
            return out;
        }

        /** As {@link Preprocessing#scoreToOriginal}, in place: [n, D]. */
        public void scoreToOriginal(double[] scores) {
            int dim = dim();
            Pieces.each(count, (from, to) -> {
                double[] scratch = new double[dim];
                for (int i = from; i < to; i++) {
                    if (steps.whitening() != null) {
                        steps.whitening().scoreToOriginal(scores, i * dim, scratch);
                    }
                    for (int j = 0; j < dim; j++) {
                        double x = encoded[i * width() + j];
                        scores[i * dim + j] = steps.scales()[j].derivative(x) * scores[i * dim + j]
                                + steps.scales()[j].logDerivativeSlope(x);
                    }
                }
            });
        }

        /**
         * On which side of a coordinate of a row the centre of the training rows lies: 1, −1 or 0; 0 also for the hour of an infinite time.
         *
         * @param row the row
         * @param coordinate below D
         */
        public double towardsCentre(int row, int coordinate) {
            double distance = steps.scales()[coordinate].shift() - encoded[row * width() + coordinate];
            return Double.isNaN(distance) ? 0 : Math.signum(distance);
        }
    }

    private static int checked(double[] rows, int width) {
        if (width == 0 || rows.length % width != 0) {
            throw new IllegalArgumentException(rows.length + " values are no rows of " + width);
        }
        return rows.length / width;
    }

    /**
     * Spreads and maps one fresh row with its own random numbers, without allocating.
     *
     * @param row x, [I]
     * @param out receives z and the conditions, [D + C]
     * @param scratch [D]
     * @param random the row's random numbers
     */
    public void spread(double[] row, double[] out, double[] scratch, RandomNumbers random) {
        encoding.encode(row, 0, out, 0);
        steps.spreading().dequantize(out, random);
        steps.scale(out, 0, scratch);
        steps.spreading().addNoise(out, random);
    }

    /**
     * Prepares rows for training and validation: spread, in the model's coordinates, with noise.
     *
     * @param rows x, [n, I]
     * @param ids for each row its index in the source
     * @return z' and the conditions, [n, D + C]
     */
    public double[] spread(double[] rows, int[] ids) {
        if (checked(rows, inputs()) != ids.length) {
            throw new IllegalArgumentException(rows.length + " values for " + ids.length + " rows of " + inputs());
        }
        double[] out = encode(rows);
        steps.spreading().dequantize(rows, out, ids);
        scale(out);
        steps.spreading().addNoise(out, ids);
        return out;
    }

    /**
     * Prepares some rows of a table for training or validation, spread and with noise.
     *
     * @param table the table, with the inputs of this preprocessing
     * @param rows indices into it
     * @return the rows in the model's coordinates
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the columns differ
     */
    public Dataset spread(Table table, int[] rows) {
        return map(table, rows, true);
    }

    /**
     * Maps some rows of a table without spreading and noise.
     *
     * @param table the table, with the inputs of this preprocessing
     * @param rows indices into it
     * @return the rows in the model's coordinates
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the columns differ
     */
    public Dataset exact(Table table, int[] rows) {
        return map(table, rows, false);
    }

    /** Block by block, so that of a long table there is never a second copy in doubles. */
    private Dataset map(Table table, int[] rows, boolean noisy) {
        checkColumns(table);
        int[] ids = Arrays.stream(rows).map(row -> table.origin()[row]).toArray();
        int block = Math.max(Pieces.ROWS, (1 << 20) / Math.max(width(), inputs()));
        return Dataset.of(dim(), conditions(), ids, block, (from, to) -> {
            double[] values = table.gather(Arrays.copyOfRange(rows, from, to));
            double[] mapped = noisy ? spread(values, Arrays.copyOfRange(ids, from, to)) : toModel(values);
            float[] rounded = new float[mapped.length];
            for (int i = 0; i < mapped.length; i++) {
                rounded[i] = (float) mapped[i];
            }
            return rounded;
        });
    }

    /**
     * Rejects rows whose inputs are not those that this was fitted on.
     *
     * @param table the rows
     * @throws org.slicedscore.api.error.SsmException of kind DATA if their number or their names differ, or images have
     *     another layout
     */
    public void checkColumns(Table table) {
        if (steps.image() != null) {
            ColumnCheck.check(table, steps.image());
        }
        ColumnCheck.check(table, steps.schema());
    }

    /**
     * What in other rows was not there in training: other values in constant columns, unseen words, missing cells in columns
     * that had none.
     *
     * @param table the rows, with the inputs of this preprocessing
     * @return lines for the user
     */
    public List<Message> differences(Table table) {
        checkColumns(table);
        return NewRows.differences(table, encoding);
    }

    /** The inputs that follow from others, and so are in no density. */
    public List<Consequence> consequences() {
        return encoding.consequences();
    }

    /** The half-width of the spreading of each coordinate before it is scaled: [D], 0 for coordinates left unchanged. */
    public double[] gap() {
        return Arrays.copyOf(steps.spreading().gap(), dim());
    }

    /** The standard deviation of the noise on each of the model's coordinates: [D]. */
    public double[] noise() {
        return Arrays.copyOf(steps.spreading().noise(), dim());
    }
}
