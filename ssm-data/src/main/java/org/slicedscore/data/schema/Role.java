package org.slicedscore.data.schema;

import java.util.Arrays;
import java.util.Optional;

/** What a column is used for. */
public enum Role {
    /** Learned from; new rows must have it. */
    FEATURE("feature"),
    /** What densities are conditional on: p(x | c); new rows must have it. */
    CONDITION("condition"),
    /** The same in all training rows; kept out of the density, but new rows that differ there are reported. */
    CONSTANT("constant"),
    /** A function of other columns; kept out of the density and computed from them where rows are drawn. */
    DEPENDENT("dependent"),
    /** Tells rows apart; left out. */
    IDENTIFIER("identifier"),
    /** Kept beside the rows, away from the model. */
    LABEL("label"),
    /** Says which rows belong together when rows are divided. */
    GROUP("group"),
    /** Says which rows come first when rows are divided by time. */
    ORDER("order"),
    /** Not used. */
    LEFT_OUT("left out");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word of files and messages, such as {@code left out}. */
    public String word() {
        return word;
    }

    /** Whether the column's values are in the table, in the order of the columns: true for what is learned from and what is watched. */
    public boolean input() {
        return learned() || this == CONSTANT || this == DEPENDENT;
    }

    /** Whether a model gets the column: true for features and conditions. */
    public boolean learned() {
        return this == FEATURE || this == CONDITION;
    }

    /**
     * Finds a role.
     *
     * @param word its word
     * @return empty if there is none of that word
     */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}
