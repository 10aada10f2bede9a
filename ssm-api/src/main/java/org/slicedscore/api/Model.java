package org.slicedscore.api;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slicedscore.api.expr.ImageGrid;

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

    /**
     * {@return the id of the objective it is trained with by default; by default empty, for the framework's default}
     *
     * @since 0.2.0
     */
    default Optional<String> objective() {
        return Optional.empty();
    }

    /**
     * Whether the formula reads the noise level, {@link ModelScope#noiseLevel()}. Such a model is trained at all levels at
     * once, on rows x + σε with σ drawn for each row (Song and Ermon 2019, NeurIPS), and describes the smoothed densities
     * p ∗ N(0, σ²I).
     *
     * @return false unless overridden
     * @since 0.2.0
     */
    default boolean noiseConditioned() {
        return false;
    }

    /**
     * Whether the formula can read conditions, {@link ModelScope#conditions()}, so that it describes p(x | c).
     *
     * @return false unless overridden
     * @since 0.2.0
     */
    default boolean conditional() {
        return false;
    }

    /**
     * The options by which a model of images is told their layout. Where the source of the rows knows it, they are set unless
     * the user has set them, and the rows keep it: all pixels stay, and are scaled alike.
     *
     * @param image the layout
     * @return values by the option's name, of options that are open ({@code auto}) by default; empty unless overridden: the
     *     model knows nothing of images
     * @since 0.2.0
     */
    default Map<String, String> imageOptions(ImageGrid image) {
        return Map.of();
    }
}
