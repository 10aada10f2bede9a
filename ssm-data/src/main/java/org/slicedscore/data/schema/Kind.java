package org.slicedscore.data.schema;

import java.util.Arrays;
import java.util.Optional;

/** What the cells of a column hold. */
public enum Kind {
    /** Numbers. */
    NUMBER("number"),
    /** Dates and times, held as days since 1970-01-01. */
    TIME("time"),
    /** One of a few words, held as an index into {@link Column#categories()}. */
    CATEGORICAL("categorical"),
    /** Text of many values; never a feature. */
    TEXT("text");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The word of settings and files, such as {@code categorical}. */
    public String word() {
        return word;
    }

    /**
     * Finds a kind.
     *
     * @param word its word
     * @return empty if there is none of that word
     */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
