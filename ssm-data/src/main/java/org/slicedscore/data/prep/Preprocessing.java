package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;

/**
 * The map from a table's coordinates x to a model's coordinates z = f(x) and back, and the noise on training rows:
 * x' = x + gap · U(−1, 1) in the table's coordinates, then z' = f(x') + noise · N(0, 1) in the model's. A row's noise
 * depends only on the seed and the row's index in the source, so it is the same in any order, split or pass.
 * Immutable. Rows are row-major [n, D].
 */
public final class Preprocessing {
    private static final int PIECE = 256;

    private final Scaling scaling;
    private final List<String> columns;
    private final long seed;
    private final Transform transform;
    private final Affine affine;
    private final double[] gap;
    private final double[] noise;

    Preprocessing(Scaling scaling, List<String> columns, long seed, Affine affine, double[] gap, double[] noise) {
        this.scaling = scaling;
        this.columns = List.copyOf(columns);
        this.seed = seed;
        this.transform = affine;
        this.affine = affine;
        this.gap = gap;
        this.noise = noise;
    }

    /**
     * Restores a saved preprocessing.
     *
     * @param state the value of {@link #state()}
     * @return the same preprocessing
     * @throws SsmException of kind DATA if an array is missing or its size does not match the columns
     */
    public static Preprocessing restore(PreprocessingState state) {
        int dim = state.columns().size();
        Scaling scaling = Scaling.of(state.scaling());
        int entries = scaling == Scaling.WHITEN ? dim * dim : dim;
        Affine transform = new Affine(
                array(state, "shift", dim),
                array(state, "forward", entries),
                array(state, "backward", entries),
                array(state, "log_det", 1)[0]);
        double[] gap = array(state, "gap", dim);
        return new Preprocessing(scaling, state.columns(), state.seed(), transform, gap, array(state, "noise", dim));
    }

    private static double[] array(PreprocessingState state, String name, int size) {
        double[] array = state.arrays().get(name);
        if (array == null || array.length != size) {
            throw SsmException.data(
                    "saved preprocessing: found %s for %s, expected %d numbers; the run is damaged",
                    array == null ? "nothing" : array.length + " numbers", name, size);
        }
        return array.clone();
    }

    /** The state to save: words and arrays from which {@link #restore} recreates this. */
    public PreprocessingState state() {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        arrays.put("shift", affine.shift().clone());
        arrays.put("forward", affine.forward().clone());
        arrays.put("backward", affine.backward().clone());
        arrays.put("log_det", new double[] {affine.logDet()});
        arrays.put("gap", gap.clone());
        arrays.put("noise", noise.clone());
        return new PreprocessingState(scaling.id(), columns, seed, arrays);
    }

    /** The dimension of both coordinates: D. */
    public int dim() {
        return columns.size();
    }

    /** The columns this was fitted on: their D names. */
    public List<String> columns() {
        return columns;
    }

    /** The kind of map: the requested scaling. */
    public Scaling scaling() {
        return scaling;
    }

    /**
     * Maps rows to the model's coordinates.
     *
     * @param rows x, [n, D]
     * @return z, [n, D]
     */
    public double[] toModel(double[] rows) {
        int dim = dim();
        double[] out = new double[checked(rows)];
        IntStream.range(0, rows.length / dim).parallel().forEach(i -> transform.toModel(rows, out, i * dim));
        return out;
    }

    /**
     * Maps rows back to the table's coordinates.
     *
     * @param rows z, [n, D]
     * @return x, [n, D]
     */
    public double[] toOriginal(double[] rows) {
        double[] out = new double[checked(rows)];
        for (int from = 0; from < rows.length; from += dim()) {
            transform.toOriginal(rows, out, from);
        }
        return out;
    }

    /**
     * The log-volume change of the map: log p(x) = log p(z) + log |det ∂z/∂x|.
     *
     * @param rows x, [n, D]
     * @return log |det ∂z/∂x| of each row, [n]
     */
    public double[] logDetJacobian(double[] rows) {
        double[] out = new double[checked(rows) / dim()];
        for (int i = 0; i < out.length; i++) {
            out[i] = transform.logDetJacobian(rows, i * dim());
        }
        return out;
    }

    /**
     * Maps scores ∇_z log p(z) to scores ∇ₓ log p(x).
     *
     * @param rows x, [n, D]
     * @param scores in the model's coordinates, [n, D]
     * @return scores in the table's coordinates, [n, D]
     */
    public double[] scoreToOriginal(double[] rows, double[] scores) {
        if (checked(rows) != scores.length) {
            throw new IllegalArgumentException(rows.length + " values and " + scores.length + " scores");
        }
        double[] out = new double[rows.length];
        for (int from = 0; from < rows.length; from += dim()) {
            transform.scoreToOriginal(rows, scores, out, from);
        }
        return out;
    }

    /**
     * Maps scores ∇ₓ log p(x) to scores ∇_z log p(z).
     *
     * @param rows x, [n, D]
     * @param scores in the table's coordinates, [n, D]
     * @return scores in the model's coordinates, [n, D]
     */
    public double[] scoreToModel(double[] rows, double[] scores) {
        if (checked(rows) != scores.length) {
            throw new IllegalArgumentException(rows.length + " values and " + scores.length + " scores");
        }
        double[] out = new double[rows.length];
        for (int from = 0; from < rows.length; from += dim()) {
            transform.scoreToModel(rows, scores, out, from);
        }
        return out;
    }

    private int checked(double[] rows) {
        if (rows.length % dim() != 0) {
            throw new IllegalArgumentException(rows.length + " values are no rows of " + dim());
        }
        return rows.length;
    }

    /**
     * Dequantises rows.
     *
     * @param rows x, [n, D]
     * @param ids for each row its index in the source
     * @return x', [n, D]
     */
    public double[] dequantize(double[] rows, int[] ids) {
        return dequantize(rows, ids, gap, seed);
    }

    static double[] dequantize(double[] rows, int[] ids, double[] gap, long seed) {
        int dim = gap.length;
        double[] out = rows.clone();
        if (isZero(gap)) {
            return out;
        }
        inPieces(ids.length, (from, to) -> {
            PhiloxRows random = new PhiloxRows(seed, "dequantize");
            double[] uniform = new double[dim];
            for (int i = from; i < to; i++) {
                random.uniform(ids[i], 0, 0, uniform, 0, dim);
                for (int j = 0; j < dim; j++) {
                    out[i * dim + j] += gap[j] * (2 * uniform[j] - 1);
                }
            }
        });
        return out;
    }

    /**
     * Dequantises, maps and adds noise to one fresh row with its own random numbers, without allocating.
     *
     * @param row x, [D]; dequantised in place
     * @param out receives z, [D]
     * @param scratch [D]
     * @param random the row's random numbers
     */
    public void spread(double[] row, double[] out, double[] scratch, RandomNumbers random) {
        int dim = dim();
        for (int j = 0; j < dim; j++) {
            if (gap[j] > 0) {
                row[j] += gap[j] * (2 * random.uniform() - 1);
            }
        }
        transform.toModel(row, out, 0, scratch);
        for (int j = 0; j < dim; j++) {
            if (noise[j] > 0) {
                out[j] += noise[j] * random.normal();
            }
        }
    }

    private void addNoise(double[] rows, int[] ids) {
        int dim = dim();
        if (isZero(noise)) {
            return;
        }
        inPieces(ids.length, (from, to) -> {
            PhiloxRows random = new PhiloxRows(seed, "noise");
            double[] normal = new double[dim];
            for (int i = from; i < to; i++) {
                random.gaussian(ids[i], 0, 0, normal, 0, dim);
                for (int j = 0; j < dim; j++) {
                    rows[i * dim + j] += noise[j] * normal[j];
                }
            }
        });
    }

    private static boolean isZero(double[] sizes) {
        return Arrays.stream(sizes).allMatch(size -> size == 0);
    }

    private interface Piece {
        void work(int from, int to);
    }

    /** Random numbers depend only on the row, so any thread may take any piece. */
    private static void inPieces(int rows, Piece piece) {
        int pieces = (rows + PIECE - 1) / PIECE;
        IntStream.range(0, pieces).parallel().forEach(p -> piece.work(p * PIECE, Math.min(rows, (p + 1) * PIECE)));
    }

    /**
     * Prepares rows for training and validation: dequantised, in the model's coordinates, with noise.
     *
     * @param rows x, [n, D]
     * @param ids for each row its index in the source
     * @return z', [n, D]
     */
    public double[] spread(double[] rows, int[] ids) {
        int dim = dim();
        if (checked(rows) != ids.length * dim) {
            throw new IllegalArgumentException(rows.length + " values for " + ids.length + " rows of " + dim);
        }
        double[] out = toModel(dequantize(rows, ids));
        addNoise(out, ids);
        return out;
    }

    /**
     * Prepares some rows of a table for training or validation, with dequantisation and noise.
     *
     * @param table the table, with the columns of this preprocessing
     * @param rows indices into it
     * @return the rows in the model's coordinates
     * @throws SsmException of kind DATA if the columns differ
     */
    public Dataset spread(Table table, int[] rows) {
        checkColumns(table);
        int[] ids = ids(table, rows);
        return Dataset.of(spread(table.gather(rows), ids), dim(), ids);
    }

    /**
     * Maps some rows of a table without dequantisation and noise.
     *
     * @param table the table, with the columns of this preprocessing
     * @param rows indices into it
     * @return the rows in the model's coordinates
     * @throws SsmException of kind DATA if the columns differ
     */
    public Dataset exact(Table table, int[] rows) {
        checkColumns(table);
        return Dataset.of(toModel(table.gather(rows)), dim(), ids(table, rows));
    }

    private static int[] ids(Table table, int[] rows) {
        int[] ids = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ids[i] = table.origin()[rows[i]];
        }
        return ids;
    }

    /**
     * Rejects rows whose columns differ from those this was fitted on.
     *
     * @param table the rows
     * @throws SsmException of kind DATA if the number of columns differs, or the names do and neither side has only
     *     numbers for names
     */
    public void checkColumns(Table table) {
        List<String> found = table.columns();
        if (found.size() != dim()) {
            throw Problem.data(table.name())
                    .found("%d columns", found.size())
                    .expected("%d: %s", dim(), Diagnostics.list(columns))
                    .remedy(
                            "choose them with %s, and the label with %s",
                            Subject.setting("columns"), Subject.setting("label"))
                    .exception();
        }
        if (numbered(found) || numbered(columns)) {
            return;
        }
        for (int j = 0; j < dim(); j++) {
            if (!found.get(j).equals(columns.get(j))) {
                throw Problem.data(table.name())
                        .says("column %d is '%s'", j + 1, found.get(j))
                        .expected("'%s' as in training", columns.get(j))
                        .remedy("put the columns in order with %s", Subject.setting("columns"))
                        .exception();
            }
        }
    }

    private static boolean numbered(List<String> names) {
        return names.stream().allMatch(name -> name.matches("x\\d+"));
    }

    /** The half-width of the dequantisation of each column: [D], 0 for columns left unchanged. */
    public double[] gap() {
        return gap.clone();
    }

    /** The standard deviation of the noise on each of the model's coordinates: [D]. */
    public double[] noise() {
        return noise.clone();
    }
}
