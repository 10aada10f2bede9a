package org.slicedscore.data.prep;

import java.util.List;
import org.slicedscore.api.error.Message;

/**
 * Something about the data that makes training degenerate or is likely to be a mistake.
 *
 * @param kind what
 * @param columns the columns concerned; empty for findings on whole rows
 * @param share the share of rows concerned (the largest of the columns'), from 0 to 1
 * @param message what was found, without a full stop
 * @param remedy what to do about it
 */
public record Finding(Kind kind, List<String> columns, double share, String message, Message remedy) {
    /** What can be found. */
    public enum Kind {
        /** Values that are not finite. */
        NOT_FINITE,
        /** A column with one value. */
        CONSTANT,
        /** A column with so few values that a density could pile up on them. */
        QUANTISED,
        /** A column with two values. */
        BINARY,
        /** A column in which one value is very frequent. */
        SPIKE,
        /** A column of row numbers or identifiers. */
        IDENTIFIER,
        /** Columns that are the same up to scale and shift. */
        CORRELATED,
        /** Rows that occur more than once. */
        DUPLICATE_ROWS,
        /** Too few rows for the number of columns. */
        FEW_ROWS
    }

    /** One line for the user: the message and the remedy. */
    public Message line() {
        return Message.of("%s; %s", message, remedy);
    }
}
