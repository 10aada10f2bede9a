package org.slicedscore.data;

import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** A matrix that grows by rows. The row after the last is open for writing. */
final class DoubleRows {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final String name;
    private final int width;
    private double[] values;
    private int from;

    DoubleRows(String name, int width) {
        this.name = name;
        this.width = width;
        this.values = new double[Math.max(1024, width)];
    }

    void set(int column, double value) {
        values[from + column] = value;
    }

    /** Keeps the open row and opens the next. */
    void keep() {
        from += width;
        if (values.length - from < width) {
            long wanted = Math.max((long) from + width, Math.min(LARGEST, 2L * from));
            if (wanted > LARGEST) {
                throw Problem.data(name)
                        .says("has more than the %d numbers that can be held", LARGEST)
                        .remedy("use fewer rows, or fewer columns with %s", Subject.setting("columns"))
                        .exception();
            }
            values = Arrays.copyOf(values, (int) wanted);
        }
    }

    double[] toArray() {
        return values.length == from ? values : Arrays.copyOf(values, from);
    }
}
