package org.slicedscore.data.format;

/** The fields of a text, a record at a time. */
interface RowSource {
    /** Goes to the next record that is not empty; false at the end. */
    boolean next();

    /** The number of the line on which the record begins, from 1. */
    long line();

    /** How many fields the record has. */
    int fields();

    /** A field without its quotes. */
    String field(int index);
}
