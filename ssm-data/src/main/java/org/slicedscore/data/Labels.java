package org.slicedscore.data;

import java.util.Arrays;
import java.util.List;

/** One label per row, not used by models: its text, and its number if every text is a number. */
public final class Labels {
    private final String name;
    private final List<String> texts;
    private final double[] numbers;

    /**
     * Labels from texts; numeric if every text is a number.
     *
     * @param name the column's name
     * @param texts one per row
     */
    public Labels(String name, List<String> texts) {
        this.name = name;
        this.texts = List.copyOf(texts);
        double[] parsed = new double[texts.size()];
        boolean numeric = true;
        for (int i = 0; i < parsed.length && numeric; i++) {
            parsed[i] = Numbers.parse(texts.get(i));
            numeric = !Double.isNaN(parsed[i]);
        }
        this.numbers = numeric ? parsed : null;
    }

    /**
     * Labels from numbers.
     *
     * @param name the column's name
     * @param numbers one per row; copied
     */
    public Labels(String name, double[] numbers) {
        this.name = name;
        this.numbers = numbers.clone();
        this.texts = null;
    }

    /** The column's or array's name, as in the source. */
    public String name() {
        return name;
    }

    /** The number of labels, one per row. */
    public int size() {
        return texts == null ? numbers.length : texts.size();
    }

    /** Whether all labels are numbers: true if {@link #number} may be called. */
    public boolean numeric() {
        return numbers != null;
    }

    /**
     * A label as a number.
     *
     * @param row from 0
     * @throws IllegalStateException if the labels are not numeric
     */
    public double number(int row) {
        if (numbers == null) {
            throw new IllegalStateException("labels " + name + " are not numeric");
        }
        return numbers[row];
    }

    /**
     * A label as text.
     *
     * @param row from 0
     * @return as in the source; whole numbers without a fraction
     */
    public String text(int row) {
        if (texts != null) {
            return texts.get(row);
        }
        double value = numbers[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The labels of some rows, in their order. */
    Labels select(int[] rows) {
        return texts != null
                ? new Labels(name, Arrays.stream(rows).mapToObj(texts::get).toList())
                : new Labels(
                        name, Arrays.stream(rows).mapToDouble(r -> numbers[r]).toArray());
    }
}
