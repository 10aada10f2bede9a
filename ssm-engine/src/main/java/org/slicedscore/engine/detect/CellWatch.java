package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Consequence;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Schema;

/**
 * Cells such as no training row had: another value in a column that was constant, one that no longer follows from other columns, a word
 * never seen, a missing cell where none was, a value where all were missing. A density does not see them. How surprising a number of such cells is comes from leaving
 * training rows out: a row that alone departs from an otherwise constant column, or alone has a word, would have such a cell.
 */
final class CellWatch {
    /** Constant columns may differ by the rounding of another program. */
    private static final double ROUNDING = 1e-9;

    /** Of a sum of some 32-bit numbers, beside their size. */
    private static final double FLOAT_ROUNDING = 1e-6;

    private static final int VARIES = 0;
    private static final int CONSTANT = 1;
    private static final int WORDS = 2;

    private final int[] kind;
    private final double[] constant;
    private final boolean[] missing;
    private final boolean[][] words;
    private final int rows;
    private final double[] leftOut;

    /** How a column follows from others; null for those that do not. */
    private final Consequence[] follows;

    private CellWatch(
            int[] kind,
            double[] constant,
            boolean[] missing,
            boolean[][] words,
            int rows,
            double[] leftOut,
            List<Consequence> consequences) {
        this.kind = kind;
        this.constant = constant;
        this.missing = missing;
        this.words = words;
        this.rows = rows;
        this.leftOut = leftOut;
        this.follows = new Consequence[kind.length];
        consequences.forEach(c -> follows[c.input()] = c);
    }

    /**
     * Learns the cells of some rows of a table.
     *
     * @param table the table
     * @param rows the rows
     * @param consequences columns that follow from others in these rows
     */
    static CellWatch of(Table table, int[] rows, List<Consequence> consequences) {
        int inputs = table.dim();
        int[] kind = new int[inputs];
        double[] constant = new double[inputs];
        boolean[] missing = new boolean[inputs];
        boolean[][] words = new boolean[inputs][];
        int[] alone = new int[rows.length];
        for (int j = 0; j < inputs; j++) {
            Column column = table.inputs().get(j);
            double[] cells = table.column(j, rows);
            int gaps = (int) Arrays.stream(cells).filter(Double::isNaN).count();
            missing[j] = gaps > 0;
            constant[j] = Double.NaN;
            if (gaps == 1 && rows.length > 1) {
                alone[first(cells, Double.NaN)]++;
            }
            if (column.kind() == Kind.CATEGORICAL) {
                kind[j] = WORDS;
                words[j] = words(column, cells, alone);
            } else {
                constant(j, cells, kind, constant, alone);
            }
        }
        double[] counts =
                Arrays.stream(alone).asDoubleStream().filter(c -> c > 0).toArray();
        Arrays.sort(counts);
        return new CellWatch(kind, constant, missing, words, rows.length, counts, consequences);
    }

    private static boolean[] words(Column column, double[] cells, int[] alone) {
        int[] count = new int[column.categories().size()];
        for (double cell : cells) {
            if (cell < count.length) {
                count[(int) cell]++;
            }
        }
        boolean[] seen = new boolean[count.length];
        for (int w = 0; w < count.length; w++) {
            seen[w] = count[w] > 0;
            if (count[w] == 1) {
                alone[first(cells, w)]++;
            }
        }
        return seen;
    }

    /** A column is constant if all its cells that are there are equal, and nearly so if all but one are. */
    private static void constant(int j, double[] cells, int[] kind, double[] constant, int[] alone) {
        double[] there = Arrays.stream(cells).filter(c -> !Double.isNaN(c)).toArray();
        if (there.length == 0) {
            kind[j] = CONSTANT;
            return;
        }
        // of three cells, two are equal if all but one are
        double usual = there.length > 2 && there[1] == there[2] ? there[1] : there[0];
        int others = 0;
        double other = 0;
        for (double cell : there) {
            if (differs(cell, usual)) {
                others++;
                other = cell;
            }
        }
        if (others == 0) {
            kind[j] = CONSTANT;
            constant[j] = usual;
        } else if (others == 1 && there.length > 2) {
            alone[first(cells, other)]++;
        }
    }

    private static int first(double[] cells, double wanted) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == wanted || Double.isNaN(cells[i]) && Double.isNaN(wanted)) {
                return i;
            }
        }
        throw new IllegalStateException("no cell is " + wanted);
    }

    private static boolean differs(double cell, double usual) {
        return Math.abs(cell - usual) > ROUNDING * Math.abs(usual);
    }

    /**
     * Whether a cell is such as no training row had.
     *
     * @param input its column
     * @param row holds the row
     * @param from index of the row's first cell
     */
    boolean isNew(int input, double[] row, int from) {
        double cell = row[from + input];
        if (Double.isNaN(cell)) {
            return !missing[input];
        }
        if (follows[input] != null) {
            return follows[input].isBroken(row, from);
        }
        return switch (kind[input]) {
            case CONSTANT -> Double.isNaN(constant[input]) || differs(cell, constant[input]);
            case WORDS -> cell >= words[input].length || !words[input][(int) cell];
            default -> false;
        };
    }

    /** The number of such cells in a row. */
    int count(double[] cells, int from) {
        int count = 0;
        for (int j = 0; j < kind.length; j++) {
            count += isNew(j, cells, from) ? 1 : 0;
        }
        return count;
    }

    /**
     * How surprising a number of such cells is: −log((1 + m) / (n + 1)), where m of the n training rows would have had as many
     * if left out; twice that and 1 for each further cell if none would, so that such a row comes before all others.
     *
     * @param count of cells
     * @return 0 for none
     */
    double surprise(int count) {
        if (count == 0) {
            return 0;
        }
        long asMany = Arrays.stream(leftOut).filter(c -> c >= count).count();
        double surprise = -Math.log((1.0 + asMany) / (rows + 1));
        double most = leftOut.length == 0 ? 0 : leftOut[leftOut.length - 1];
        return asMany > 0 ? surprise : 2 * surprise + (count - most - 1);
    }

    /**
     * {@link #isNew} as an expression.
     *
     * @param cells [B,I]
     * @return 1 for new cells, else 0: [B,I]
     */
    Expr isNew(Expr cells) {
        Expr[] columns = new Expr[kind.length];
        Expr zero = Expr.constant(0);
        for (int j = 0; j < kind.length; j++) {
            Expr cell = column(cells, j);
            Expr strange = switch (kind[j]) {
                case CONSTANT -> Double.isNaN(constant[j]) ? zero.add(1) : differs(cell, constant[j]);
                case WORDS -> RowFormulas.not(seen(cell, words[j]));
                default -> follows[j] == null ? zero : broken(cells, follows[j]);
            };
            columns[j] = RowFormulas.present(cell)
                    .select(strange.broadcastTo(cell.shape()), Expr.constant(missing[j] ? 0 : 1));
        }
        return Expr.concat(1, columns);
    }

    private static Expr differs(Expr cell, double usual) {
        Expr distance = cell.sub(usual);
        return Expr.constant(Math.max(ROUNDING * Math.abs(usual), Math.abs(usual - (float) usual)))
                .less(magnitude(distance));
    }

    /** Beyond the room, and beyond the rounding of 32-bit numbers; 0 where a cell is missing. */
    private static Expr broken(Expr cells, Consequence follows) {
        double[] coefficients = follows.coefficients();
        int inputs = coefficients.length - 1;
        Expr rest = column(cells, follows.input()).sub(coefficients[inputs]);
        Expr size = magnitude(rest);
        for (int k = 0; k < inputs; k++) {
            if (coefficients[k] != 0) {
                Expr term = column(cells, k).mul(coefficients[k]);
                rest = rest.sub(term);
                size = size.add(magnitude(term));
            }
        }
        return size.mul(FLOAT_ROUNDING).add(follows.room()).less(magnitude(rest));
    }

    private static Expr column(Expr cells, int j) {
        return cells.slice(1, j, j + 1);
    }

    private static Expr magnitude(Expr x) {
        return x.maximum(x.negate());
    }

    private static Expr seen(Expr cell, boolean[] words) {
        double[] known = new double[words.length];
        Arrays.setAll(known, w -> words[w] ? 1 : 0);
        return RowFormulas.chosen(cell.reshape(cell.dim(0)), known).expand(1);
    }

    /** {@link #surprise} as an expression over numbers of cells, [B]. */
    Expr surprise(Expr count) {
        double[] values = new double[kind.length + 1];
        Arrays.setAll(values, this::surprise);
        return RowFormulas.chosen(count, values);
    }

    /** What was learned, as arrays. */
    Map<String, double[]> state() {
        Map<String, double[]> state = new LinkedHashMap<>();
        state.put("kind", Arrays.stream(kind).asDoubleStream().toArray());
        double[] values = constant.clone();
        Arrays.setAll(values, j -> Double.isNaN(constant[j]) ? 0 : constant[j]);
        state.put("constant", values);
        double[] flags = new double[kind.length];
        // bit 0: some cells were missing; bit 1: all were
        Arrays.setAll(flags, j -> (missing[j] ? 1 : 0) + (kind[j] == CONSTANT && Double.isNaN(constant[j]) ? 2 : 0));
        state.put("missing", flags);
        int total = Arrays.stream(words).mapToInt(w -> w == null ? 0 : w.length).sum();
        double[] seen = new double[total];
        int at = 0;
        for (boolean[] w : words) {
            for (int i = 0; w != null && i < w.length; i++) {
                seen[at++] = w[i] ? 1 : 0;
            }
        }
        state.put("words", seen);
        state.put("rows", new double[] {rows});
        state.put("left_out", leftOut.clone());
        return state;
    }

    /** The same watch of stored arrays. */
    static CellWatch restore(Map<String, double[]> state, Schema schema, List<Consequence> consequences) {
        int inputs = schema.inputs().size();
        int[] kind = Arrays.stream(state.get("kind")).mapToInt(k -> (int) k).toArray();
        double[] constant = state.get("constant").clone();
        boolean[] missing = new boolean[inputs];
        boolean[][] words = new boolean[inputs][];
        int at = 0;
        for (int j = 0; j < inputs; j++) {
            int flags = (int) state.get("missing")[j];
            missing[j] = (flags & 1) != 0;
            if (kind[j] != CONSTANT || (flags & 2) != 0) {
                constant[j] = Double.NaN;
            }
            if (kind[j] == WORDS) {
                words[j] = new boolean[schema.inputs().get(j).categories().size()];
                for (int w = 0; w < words[j].length; w++) {
                    words[j][w] = state.get("words")[at++] != 0;
                }
            }
        }
        return new CellWatch(
                kind, constant, missing, words, (int) state.get("rows")[0], state.get("left_out"), consequences);
    }

    /** Whether a column has the same value in all training rows, or none at all. */
    boolean constant(int input) {
        return kind[input] == CONSTANT;
    }
}
