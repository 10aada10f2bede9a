package org.slicedscore.cli.output;

/** Takes rows of numbers one by one, so that they need not all be in memory. */
public interface RowWriter {
    /**
     * Writes a row.
     *
     * @param values one a column
     */
    void row(double[] values);

    /** Writes what is still buffered. */
    void finish();
}
