package org.slicedscore.cli.output;

/** Takes rows of numbers one by one, so that many need not be held. */
public interface RowWriter {
    /**
     * Writes a row.
     *
     * @param values one a column
     */
    void row(double[] values);

    /** Writes what is still held back. */
    void finish();
}
