package org.slicedscore.api;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A family of densities or scores, written as one formula. There are two kinds: {@link LogDensityModel} and {@link
 * ScoreModel}.
 *
 * <p>The value of a row must not depend on the other rows of the batch: derivatives are taken of all rows at once.
 */
public sealed interface Model extends Plugin permits LogDensityModel, ScoreModel {
    /**
     * The learning rate that is used with the default optimiser where none is given.
     *
     * @return a positive number; empty, unless overridden, for the optimiser's own
     */
    default OptionalDouble learningRate() {
        return OptionalDouble.empty();
    }

    /**
     * The number of rows a step where none is given.
     *
     * @return at least 1; empty, unless overridden, for the usual number
     */
    default OptionalInt batchSize() {
        return OptionalInt.empty();
    }
}
