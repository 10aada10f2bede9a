package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.NdArray;
import org.slicedscore.data.io.Npz;
import org.slicedscore.data.io.Quoting;

/** Rows of one array of an archive; every other array can be the label, and is read when it is. */
final class NpzRows extends ArrayRows {
    private static final String LABELS = "y";

    private final String name;
    private final Npz npz;
    private final String data;
    private final List<String> columns;
    private final Map<Integer, double[]> labels = new HashMap<>();

    NpzRows(String name, Npz npz, String data) {
        super(name, npz.open(data));
        this.name = name;
        this.npz = npz;
        this.data = data;
        columns = new ArrayList<>(super.columns());
        npz.names().stream()
                .filter(n -> !n.equals(data) && !columns.contains(n))
                .forEach(columns::add);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String label() {
        int[] shape = data.equals(LABELS) || !npz.names().contains(LABELS) ? null : npz.shape(LABELS);
        return shape != null && size(shape) == rows() ? LABELS : "";
    }

    private static long size(int[] shape) {
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    @Override
    public double number(int column) {
        return column < features() ? super.number(column) : labels.computeIfAbsent(column, this::read)[row()];
    }

    private double[] read(int column) {
        String array = columns.get(column);
        NdArray read = npz.read(array);
        if (read.values().length != rows()) {
            throw Problem.data(name)
                    .says("the label array %s has %d numbers", Quoting.quote(array), read.values().length)
                    .expected("one for each of the %d rows of %s", rows(), Quoting.quote(data))
                    .remedy("choose another array with %s (none for no label)", Subject.setting("label"))
                    .exception();
        }
        return read.values();
    }

    @Override
    public void close() {
        npz.close();
    }
}
