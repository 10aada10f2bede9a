package org.slicedscore.data.prep;

import java.util.List;
import org.slicedscore.api.error.Message;

/**
 * A property of the data that makes training degenerate or is probably a mistake.
 *
 * @param kind its kind
 * @param columns the columns concerned; empty for findings on whole rows
 * @param share the share of rows concerned (the largest of the columns'), from 0 to 1
 * @param message the finding, without a full stop
 * @param remedy what the user can do
 */
public record Finding(Kind kind, List<String> columns, double share, String message, Message remedy) {
    /** Kinds of finding. */
    public enum Kind {
        /** Values that are not finite. */
        NOT_FINITE,
        /** A column with one value. */
        CONSTANT,
        /** A column with so few distinct values that a density could pile up on them. */
        QUANTISED,
        /** A column with two values. */
        BINARY,
        /** A column with one very frequent value. */
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
