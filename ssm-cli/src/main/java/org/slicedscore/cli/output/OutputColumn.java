package org.slicedscore.cli.output;

import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;

/**
 * A column of written rows.
 *
 * @param name its name
 * @param content what its numbers stand for
 * @param column the column of data whose cells they are; null for plain numbers
 */
public record OutputColumn(String name, Content content, Column column) {
    /** What numbers stand for. */
    public enum Content {
        /** Whole numbers. */
        COUNT,
        /** Numbers. */
        NUMBER,
        /** Cells of a column of data. */
        CELL
    }

    /** A column of whole numbers. */
    public static OutputColumn count(String name) {
        return new OutputColumn(name, Content.COUNT, null);
    }

    /** A column of numbers. */
    public static OutputColumn number(String name) {
        return new OutputColumn(name, Content.NUMBER, null);
    }

    /** A column of data. */
    public static OutputColumn cell(Column column) {
        return new OutputColumn(column.name(), Content.CELL, column);
    }

    /** A value as text; a missing cell is empty. */
    String text(double value) {
        return switch (content) {
            case COUNT -> Long.toString((long) value);
            case NUMBER -> Double.toString(value);
            case CELL -> {
                boolean plain = column.kind() == Kind.NUMBER && !Double.isNaN(value);
                yield plain ? Double.toString(value) : column.text(value);
            }
        };
    }

    /** A value for JSON: a number, a word, or null for a missing cell. */
    public Object json(double value) {
        if (content == Content.COUNT) {
            return (long) value;
        }
        boolean word = content == Content.CELL && column.kind() != Kind.NUMBER;
        if (!word) {
            return value;
        }
        return Double.isNaN(value) ? null : column.text(value);
    }
}
