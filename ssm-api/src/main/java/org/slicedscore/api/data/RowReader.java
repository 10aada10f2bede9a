package org.slicedscore.api.data;

import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;

/**
 * Rows of one input, from first to last, each with the same columns. The reader returns every cell as it is; the
 * caller selects columns and handles missing values. Used by one thread.
 */
public interface RowReader extends AutoCloseable {
    /**
     * {@return the columns' names, all different; features first, then columns that can only be labels, at least one
     * name}
     */
    List<String> columns();

    /** {@return the default number of feature columns, from 1 to the number of columns; by default all} */
    default int features() {
        return columns().size();
    }

    /**
     * The layout of the features where each row is an image: pixels row by row, the channels of a pixel beside each other.
     *
     * @return its size is the number of {@link #features}; by default empty, for rows that are no images
     * @since 0.2.0
     */
    default Optional<ImageGrid> image() {
        return Optional.empty();
    }

    /** {@return the default label column: its name, empty for none} */
    default String label() {
        return "";
    }

    /**
     * Says which columns will be read, so that a format that stores columns apart can leave out the others. Called at
     * most once, before the first row; if it is not called, any column may be read.
     *
     * @param columns from 0, ascending; {@link #number}, {@link #text} and {@link #missing} are asked of no others
     * @throws SsmException of kind DATA if one of the columns cannot be read
     * @since 0.2.0
     */
    default void select(int[] columns) {}

    /**
     * Moves to the next row.
     *
     * @return false if there is none
     * @throws SsmException of kind DATA if the input is damaged, or the row's columns differ
     */
    boolean next();

    /**
     * A cell as a number.
     *
     * @param column from 0
     * @return its value; NaN if it is missing or not a number
     */
    double number(int column);

    /**
     * A cell as written, for labels and messages.
     *
     * @param column from 0
     * @return its text; empty if it is missing
     */
    String text(int column);

    /** {@return the row's location, for messages, such as {@code line 7} or {@code row 7}, counted from 1} */
    String place();

    /**
     * The line on which the row begins, for messages on rows that are found out later.
     *
     * @return counted from 1; 0 if the input has no lines, as by default
     * @since 0.2.0
     */
    default long line() {
        return 0;
    }

    /**
     * A hint for the message about a rejected cell.
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
     * Whether the format itself marks a cell as missing. Empty cells, NA and the like are always missing.
     *
     * @param column from 0
     * @return true if it does; by default if it has neither a number nor text
     * @since 0.2.0
     */
    default boolean missing(int column) {
        return Double.isNaN(number(column)) && text(column).isBlank();
    }

    /**
     * How the reader divides its input into cells, for messages about missing columns.
     *
     * @return such as {@code fields separated by ','}; by default empty
     * @since 0.2.0
     */
    default String layout() {
        return "";
    }

    /**
     * Notes for the user on what the reader detected or skipped. Called after the last row.
     *
     * @return one line each; by default none
     * @since 0.2.0
     */
    default List<Message> notes() {
        return List.of();
    }

    /** Closes what the reader has opened besides its input. */
    @Override
    default void close() {}
}
