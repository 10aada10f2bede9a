package org.slicedscore.data.prep;

import java.util.List;
import org.slicedscore.api.error.Message;

/**
 * Something about the data that a user should know, and what was done about it or can be.
 *
 * @param kind its kind
 * @param columns the columns concerned; empty for findings on whole rows
 * @param share the share of rows concerned (the largest of the columns'), from 0 to 1
 * @param message the finding, without a full stop
 * @param remedy what was done or what the user can do; empty for nothing
 */
public record Finding(Kind kind, List<String> columns, double share, Message message, Message remedy) {
    /** Kinds of finding. */
    public enum Kind {
        /** Columns that are not used: text, identifiers, columns without a value. */
        LEFT_OUT,
        /** Columns with one value. */
        CONSTANT,
        /** Columns that are functions of others. */
        DEPENDENT,
        /** Columns of words. */
        CATEGORIES,
        /** Columns of dates and times. */
        TIMES,
        /** Columns with missing cells. */
        MISSING,
        /** A column with values far from the bulk. */
        OUTSIDE,
        /** Columns with so few different values that a density could pile up on them. */
        QUANTISED,
        /** Columns with two values. */
        BINARY,
        /** Columns with one very frequent value. */
        SPIKE,
        /** Columns that look like identifiers and are used. */
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
        return remedy.isEmpty() ? message : Message.of("%s; %s", message, remedy);
    }
}
