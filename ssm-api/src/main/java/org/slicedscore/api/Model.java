package org.slicedscore.api;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A family of densities or scores, written as one formula. Kinds: {@link LogDensityModel} and {@link ScoreModel}.
 *
 * <p>A row's value must not depend on the other rows of the batch, because all rows are differentiated at once.
 */
public sealed interface Model extends Plugin permits LogDensityModel, ScoreModel {
    /**
     * {@return the default learning rate with the default optimiser: a positive number; by default empty, for the
     * optimiser's own}
     */
    default OptionalDouble learningRate() {
        return OptionalDouble.empty();
    }

    /** {@return the default number of rows per step, at least 1; by default empty, for the framework's default} */
    default OptionalInt batchSize() {
        return OptionalInt.empty();
    }
}
