package org.slicedscore.data.schema;

import java.util.List;

/**
 * A column of a source of rows.
 *
 * @param name its name
 * @param index its place among all columns of the source, from 0
 * @param role what it is used for
 * @param kind what its cells hold
 * @param categories the words of a categorical column, in ascending order; else empty
 * @param reason why it has its role, for the user; empty for an ordinary feature
 */
public record Column(String name, int index, Role role, Kind kind, List<String> categories, String reason) {
    /** Copies the list. */
    public Column {
        categories = List.copyOf(categories);
    }

    /** A feature of numbers. */
    public static Column number(String name, int index) {
        return new Column(name, index, Role.FEATURE, Kind.NUMBER, List.of(), "");
    }

    /** This column in another role, and why. */
    public Column as(Role other, String why) {
        return new Column(name, index, other, kind, categories, why);
    }

    /** Whether it holds numbers or times: false for words. */
    public boolean numeric() {
        return kind == Kind.NUMBER || kind == Kind.TIME;
    }

    /** The index that stands for a word that is none of the categories. */
    public int unseen() {
        return categories.size();
    }

    /**
     * A value of the column as text.
     *
     * @param value as in a table: a number, days since 1970, or an index into the categories; NaN for a missing value
     * @return the text as a file would hold it; empty for a missing value
     */
    public String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return switch (kind) {
            case CATEGORICAL -> value >= 0 && value < categories.size() ? categories.get((int) value) : "?";
            case TIME -> Timestamps.format(value);
            case NUMBER, TEXT ->
                value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value);
        };
    }
}
