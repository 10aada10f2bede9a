package org.slicedscore.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.SsmException;
import org.slicedscore.core.data.ReadOptions.Missing;
import org.slicedscore.core.io.NdArray;
import org.slicedscore.core.io.Npz;
import org.slicedscore.core.io.Quoting;

/** Makes tables of arrays: the first axis counts rows, the others together columns. */
final class ArrayTables {
    private final String name;
    private final ReadOptions options;

    ArrayTables(String name, ReadOptions options) {
        this.name = name;
        this.options = options;
    }

    /** A table of an array alone; the label is one of its columns. */
    Table table(NdArray array) {
        if (options.label() == null || options.label().equals("none")) {
            return table(array, -1, null);
        }
        List<String> names = TextTables.numberedNames(width(array));
        return table(array, new ColumnSelection(name, names).column(options.label(), "--label"), null);
    }

    private int width(NdArray array) {
        if (array.shape().length == 0 || array.values().length == 0) {
            throw SsmException.data(
                    "%s: found an array of shape %s, expected [rows, columns] with at least one number",
                    name, Arrays.toString(array.shape()));
        }
        return array.columns();
    }

    /** A table of an NPZ: the data array, and the labels from an array of their own or from a column. */
    Table table(Npz npz) {
        List<String> arrays = npz.names();
        String data = dataArray(npz, arrays);
        NdArray array = npz.read(data);
        String label = options.label();
        boolean asked = label != null;
        if (!asked && arrays.contains("y") && !data.equals("y")) {
            label = "y";
        }
        if (label == null || asked && label.equals("none") && !arrays.contains("none")) {
            return table(array, -1, null);
        }
        if (!arrays.contains(label)) {
            refuseUnknown(label, arrays, width(array));
            return table(array);
        }
        if (!asked && npz.shape(label) == null) {
            return table(array, -1, null);
        }
        NdArray labels = npz.read(label);
        if (labels.values().length != array.rows()) {
            if (!asked) {
                return table(array, -1, null);
            }
            throw SsmException.data(
                    "%s: the label array %s has %d numbers, expected one for each of the %d rows of %s; choose another "
                            + "--label (none for no label)",
                    name, Quoting.quote(label), labels.values().length, array.rows(), Quoting.quote(data));
        }
        return table(array, -1, new Labels(label, labels.values()));
    }

    /** A label that is neither an array nor a column by number gets the arrays to choose from. */
    private void refuseUnknown(String label, List<String> arrays, int width) {
        if (!label.matches("[xX]?\\d+")) {
            throw SsmException.usage(
                    "%s: --label: there is no array %s, nor a column of x1 to x%d; %s",
                    name, Quoting.quote(label), width, Suggest.among(label, arrays));
        }
    }

    private String dataArray(Npz npz, List<String> arrays) {
        String wanted = options.array();
        if (arrays.isEmpty()) {
            throw SsmException.data(
                    "%s: found a zip archive without .npy arrays, expected NPZ; write it with numpy.savez", name);
        }
        if (wanted != null) {
            if (!arrays.contains(wanted)) {
                throw SsmException.usage(
                        "%s: --array: there is no array %s; %s",
                        name, Quoting.quote(wanted), Suggest.among(wanted, arrays));
            }
            return wanted;
        }
        if (arrays.contains("X")) {
            return "X";
        }
        List<String> matrices = new ArrayList<>();
        StringBuilder shapes = new StringBuilder();
        for (String array : arrays) {
            int[] shape = npz.shape(array);
            shapes.append(shapes.isEmpty() ? "" : ", ").append(Quoting.plain(array, 60));
            shapes.append(shape == null ? " (no real numbers)" : Arrays.toString(shape));
            if (shape != null && shape.length >= 2) {
                matrices.add(array);
            }
        }
        if (matrices.size() == 1) {
            return matrices.getFirst();
        }
        if (arrays.size() == 1) {
            return arrays.getFirst();
        }
        throw SsmException.usage(
                "%s: found the arrays %s, expected X or a single matrix; choose one with --array", name, shapes);
    }

    private Table table(NdArray array, int label, Labels given) {
        int width = width(array);
        List<String> names = TextTables.numberedNames(width);
        int[] columns = new ColumnSelection(name, names).resolve(options.columns(), label);
        boolean all = columns.length == width && label < 0 && isIdentity(columns);
        IntRows kept = new IntRows();
        for (int row = 0; row < array.rows(); row++) {
            if (complete(array.values(), row, width, columns)) {
                kept.add(row);
            }
        }
        int[] origin = kept.toArray();
        int dropped = array.rows() - origin.length;
        if (origin.length == 0) {
            throw SsmException.data(
                    "%s: found a missing value in each of its %d rows, expected numbers", name, array.rows());
        }
        double[] values = all && dropped == 0 ? array.values() : pick(array.values(), width, origin, columns);
        List<String> used = Arrays.stream(columns).mapToObj(names::get).toList();
        Labels labels = given != null ? given.select(origin) : null;
        if (label >= 0) {
            labels = new Labels(names.get(label), pick(array.values(), width, origin, new int[] {label}));
        }
        List<String> notes = dropped == 0 ? List.of() : List.of(TextTables.droppedNote(dropped, array.rows()));
        return new Table(name, used, values, origin, labels, notes);
    }

    private static boolean isIdentity(int[] columns) {
        for (int j = 0; j < columns.length; j++) {
            if (columns[j] != j) {
                return false;
            }
        }
        return true;
    }

    private boolean complete(double[] values, int row, int width, int[] columns) {
        boolean complete = true;
        for (int column : columns) {
            double value = values[row * width + column];
            if (Double.isFinite(value)) {
                continue;
            }
            if (Double.isNaN(value) && options.missing() == Missing.DROP) {
                complete = false;
                continue;
            }
            throw SsmException.data(
                    "%s: row %d, column %d: found %s, expected a finite number; %s, or leave the column out with "
                            + "--columns '-%d'",
                    name,
                    row + 1,
                    column + 1,
                    value,
                    Double.isNaN(value) ? "leave such rows out with --missing drop" : "remove the row",
                    column + 1);
        }
        return complete;
    }

    private static double[] pick(double[] values, int width, int[] rows, int[] columns) {
        double[] out = new double[rows.length * columns.length];
        int at = 0;
        for (int row : rows) {
            for (int column : columns) {
                out[at++] = values[row * width + column];
            }
        }
        return out;
    }
}
