package org.slicedscore.parquet;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Some cells of a column, one after the other.
 *
 * @param number the value of a cell that is not missing; NaN if it is not a number
 * @param text the same as text, as a file of text would have it
 */
record Cells(IntToDoubleFunction number, IntFunction<String> text) {
    /** Cells that are no numbers. */
    static Cells words(IntFunction<String> text) {
        return new Cells(i -> Double.NaN, text);
    }

    /** Whole numbers without a point, others in their shortest form. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
