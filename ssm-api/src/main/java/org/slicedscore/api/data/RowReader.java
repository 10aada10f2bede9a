package org.slicedscore.api.data;

import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;

/**
 * Rows of one input, from the first to the last, each with the same columns. Whatever a cell holds is handed on: whether a
 * column is used, and what is done about a missing value, is not the reader's business. Used by one thread.
 */
public interface RowReader extends AutoCloseable {
    /**
     * The columns' names, all different; first the features, then those that can only be labels.
     *
     * @return at least one name
     */
    List<String> columns();

    /**
     * How many of the columns are features, unless the user says otherwise.
     *
     * @return from 1 to the number of columns; by default all
     */
    default int features() {
        return columns().size();
    }

    /**
     * The column that is the label, unless the user says otherwise.
     *
     * @return its name, empty for none
     */
    default String label() {
        return "";
    }

    /**
     * Goes to the next row.
     *
     * @return false if there is none
     * @throws SsmException of kind DATA if the input is damaged, or the row has other columns
     */
    boolean next();

    /**
     * A cell as a number.
     *
     * @param column from 0
     * @return its value; NaN where it is missing or no number
     */
    double number(int column);

    /**
     * A cell as it is written, for labels and messages.
     *
     * @param column from 0
     * @return its text; empty where it is missing
     */
    String text(int column);

    /**
     * Where the row is, for messages.
     *
     * @return such as {@code line 7} or {@code row 7}, counted from 1
     */
    String place();

    /**
     * What may help where a cell is refused.
     *
     * @param column from 0
     * @return the end of a sentence, such as {@code  (with a decimal point, not a comma)}; empty for nothing
     */
    default String hint(int column) {
        return "";
    }

    /**
     * {@link #hint} as a message that can name settings.
     *
     * @param column from 0
     * @return the end of a sentence; by default the hint
     * @since 0.2.0
     */
    default Message advice(int column) {
        return Message.of(hint(column));
    }

    /**
     * Whether the format itself takes a cell as missing. Empty cells, NA and the like are missing in any case.
     *
     * @param column from 0
     * @return true if it does; by default where there is neither a number nor text
     * @since 0.2.0
     */
    default boolean missing(int column) {
        return Double.isNaN(number(column)) && text(column).isBlank();
    }

    /**
     * How the reader divides its input into cells, for messages on columns that are not there.
     *
     * @return such as {@code fields separated by ','}; by default empty
     * @since 0.2.0
     */
    default String layout() {
        return "";
    }

    /**
     * What the reader found out, and what it left out, as far as a user should know. Asked after the last row.
     *
     * @return one line each; by default none
     * @since 0.2.0
     */
    default List<Message> notes() {
        return List.of();
    }

    /** Gives back what the reader has opened besides its input. */
    @Override
    default void close() {}
}
