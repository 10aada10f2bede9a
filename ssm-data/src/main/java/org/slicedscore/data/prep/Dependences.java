package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns that are linear functions of others, exactly or rounded, found by a Cholesky factorisation of the correlation
 * matrix with pivoting: a column without variance of its own beside the pivots depends on them.
 */
final class Dependences {
    /** An unexplained share of a column's variance below this is rounding error of floating-point numbers. */
    static final double EXACT = 1e-10;

    /** A column whose rounding explains no more than this share can be a rounded function. */
    private static final double ROUNDED = 1e-3;

    /** The largest residual of a rounded function, in steps of the rounding; half a step, and room for rounded inputs. */
    private static final double STEPS = 0.75;

    private static final int MOST_COLUMNS = 2000;
    private static final double COEFFICIENT = 1e-4;
    private static final int DECIMALS = 8;

    /**
     * A dependent column.
     *
     * @param column its index
     * @param others the columns it follows from
     * @param coefficients one for each column, 0 for those it does not depend on, and the intercept at the end
     * @param limit the largest residual: rounding errors, or the steps of a rounded column
     */
    record Dependence(int column, List<Integer> others, double[] coefficients, double limit) {}

    private final double[] values;
    private final int dim;
    private final int rows;
    private final double[] mean;
    private final double[] std;
    private final double[] step;
    private final double[] least;
    private double[][] l;
    private List<Integer> pivots;

    private Dependences(double[] values, int dim, double[] step) {
        this.values = values;
        this.dim = dim;
        this.rows = values.length / dim;
        this.step = step;
        this.mean = new double[dim];
        this.std = new double[dim];
        this.least = new double[dim];
        double[][] columns = Diagnostics.columns(values, dim);
        for (int j = 0; j < dim; j++) {
            mean[j] = ColumnStats.mean(columns[j]);
            std[j] = ColumnStats.std(columns[j], mean[j]);
            double rounding = step[j] * step[j] / 12 / (std[j] * std[j]);
            least[j] = rounding > 0 && 1.5 * rounding <= ROUNDED ? Math.max(EXACT, 1.5 * rounding) : EXACT;
        }
    }

    /**
     * Finds dependent columns.
     *
     * @param values complete rows, [n, D]
     * @param dim D
     * @param step the distance of neighbouring values of rounded columns, 0 for others, [D]
     * @return the dependences; none if there are too few rows or too many columns to tell
     */
    static List<Dependence> of(double[] values, int dim, double[] step) {
        if (values.length / dim <= dim + 1 || dim > MOST_COLUMNS) {
            return List.of();
        }
        return new Dependences(values, dim, step).find();
    }

    /** The power of ten that all values of a column are multiples of, from 1 to a hundred-millionth; 0 if there is none. */
    static double decimalStep(double[] values, int dim, int column) {
        double scale = 1;
        for (int k = 0; k <= DECIMALS; k++, scale *= 10) {
            double factor = scale;
            boolean all = IntStream.range(0, values.length / dim).allMatch(row -> {
                double value = values[row * dim + column] * factor;
                return Math.abs(value - Math.rint(value)) <= ColumnStats.ROUNDING * Math.abs(value);
            });
            if (all) {
                return 1 / scale;
            }
        }
        return 0;
    }

    private List<Dependence> find() {
        double[][] correlation = Correlation.ofSome(values, dim);
        factor(correlation);
        List<Dependence> found = new ArrayList<>();
        for (int i = 0; i < dim; i++) {
            if (correlation[i][i] > 0 && !pivots.contains(i)) {
                Dependence dependence = dependence(i);
                if (!dependence.others().isEmpty() && holds(dependence)) {
                    found.add(dependence);
                }
            }
        }
        return found;
    }

    private void factor(double[][] correlation) {
        l = new double[dim][dim];
        double[] rest = new double[dim];
        boolean[] taken = new boolean[dim];
        for (int i = 0; i < dim; i++) {
            rest[i] = correlation[i][i];
        }
        pivots = new ArrayList<>();
        for (int k = 0; k < dim; k++) {
            int pivot = next(rest, taken);
            if (pivot < 0) {
                return;
            }
            taken[pivot] = true;
            double root = Math.sqrt(rest[pivot]);
            l[pivot][k] = root;
            for (int i = 0; i < dim; i++) {
                if (!taken[i]) {
                    double sum = correlation[i][pivot] - Correlation.dot(l[i], 0, l[pivot], k);
                    l[i][k] = sum / root;
                    rest[i] -= l[i][k] * l[i][k];
                }
            }
            pivots.add(pivot);
        }
    }

    /** The finest columns come first, so that a rounded one is found to follow from them and not the reverse. */
    private int next(double[] rest, boolean[] taken) {
        int best = -1;
        for (int i = 0; i < dim; i++) {
            if (!taken[i] && rest[i] >= least[i]) {
                boolean finer = best < 0 || least[i] < least[best];
                best = finer || least[i] == least[best] && rest[i] > rest[best] ? i : best;
            }
        }
        return best;
    }

    private Dependence dependence(int column) {
        int rank = pivots.size();
        double[] c = new double[rank];
        double[] coefficients = new double[dim + 1];
        List<Integer> others = new ArrayList<>();
        coefficients[dim] = mean[column];
        for (int k = rank - 1; k >= 0; k--) {
            double sum = l[column][k];
            for (int m = k + 1; m < rank; m++) {
                sum -= c[m] * l[pivots.get(m)][k];
            }
            int pivot = pivots.get(k);
            c[k] = sum / l[pivot][k];
            if (Math.abs(c[k]) > COEFFICIENT) {
                others.addFirst(pivot);
                coefficients[pivot] = c[k] * std[column] / std[pivot];
                coefficients[dim] -= coefficients[pivot] * mean[pivot];
            }
        }
        double limit = Math.max(1e-5 * std[column], least[column] > EXACT ? STEPS * step[column] : 0);
        return new Dependence(column, others, coefficients, limit);
    }

    /** Whether the function holds on all rows. */
    private boolean holds(Dependence dependence) {
        int column = dependence.column();
        double[] c = dependence.coefficients();
        return IntStream.range(0, rows).allMatch(row -> {
            double sum = c[dim];
            for (int j : dependence.others()) {
                sum += c[j] * values[row * dim + j];
            }
            return Math.abs(values[row * dim + column] - sum) <= dependence.limit();
        });
    }
}
