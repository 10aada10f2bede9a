package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/** A loss that is least where the model's score is that of the data, written as one formula with derivative operators. */
public interface Objective extends Plugin {
    /**
     * The formula.
     *
     * @param model the model at a batch of rows
     * @return the loss of each row, [B]; training minimises its mean
     */
    Expr loss(ScoreFunction model);

    /**
     * Whether the loss uses random directions, so that a projection and their number matter.
     *
     * @return true unless the objective never asks for directions
     */
    default boolean sliced() {
        return true;
    }
}
