package org.slicedscore.data.prep;

import java.util.Optional;
import java.util.OptionalDouble;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/**
 * Options for preparing rows for training.
 *
 * @param scaling the coordinates of the model; empty to let the data decide
 * @param dequantize whether to spread out quantised columns
 * @param noise the standard deviation of the noise in the model's coordinates; empty to let the data decide
 * @param outliers what becomes of values far from the bulk of their column
 * @param seed the run's seed
 * @param readsImages whether the model reads images as such; else their pixels are columns like any others
 * @param allLevels whether the model is of all noise levels
 */
public record PrepareOptions(
        Optional<Scaling> scaling,
        Dequantize dequantize,
        OptionalDouble noise,
        Outliers outliers,
        long seed,
        boolean readsImages,
        boolean allLevels) {
    /** What becomes of values far from the bulk of their column. */
    public enum Outliers {
        /** They are kept, and compressed logarithmically. */
        KEEP,
        /** They are moved to the end of the bulk. */
        CLIP,
        /** Training rows that hold one are left out; in other rows they are compressed. */
        DROP
    }

    /** The columns to dequantise. */
    public enum Dequantize {
        /** Quantised columns. */
        AUTO,
        /** All columns with more than one value. */
        ON,
        /** No columns. */
        OFF;

        /**
         * Parses the setting {@code dequantize}.
         *
         * @param text {@code auto}, {@code on} or {@code off}
         * @throws SsmException of kind USAGE for anything else
         */
        public static Dequantize of(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "on" -> ON;
                case "off" -> OFF;
                default ->
                    throw Problem.usage(Subject.setting("dequantize"))
                            .found("%s", Quoting.quote(text))
                            .expected("auto, on or off")
                            .exception();
            };
        }
    }

    /**
     * Checks the noise.
     *
     * @throws SsmException of kind USAGE if the noise is negative or not finite
     */
    public PrepareOptions {
        if (noise.isPresent() && !(noise.getAsDouble() >= 0 && noise.getAsDouble() < 1e6)) {
            throw Problem.usage(Subject.setting("noise"))
                    .found("%s", noise.getAsDouble())
                    .expected("a standard deviation of 0 or more, such as 0.05")
                    .exception();
        }
    }

    /**
     * Options for a model of one noise level that takes images for columns.
     *
     * @param scaling the coordinates of the model; empty to let the data decide
     * @param dequantize whether to spread out quantised columns
     * @param noise the standard deviation of the noise in the model's coordinates; empty to let the data decide
     * @param outliers what becomes of values far from the bulk of their column
     * @param seed the run's seed
     */
    public PrepareOptions(
            Optional<Scaling> scaling, Dequantize dequantize, OptionalDouble noise, Outliers outliers, long seed) {
        this(scaling, dequantize, noise, outliers, seed, false, false);
    }

    /**
     * Options that let the data decide on all but the scaling.
     *
     * @param scaling the coordinates of the model
     * @param seed the run's seed
     */
    public static PrepareOptions automatic(Scaling scaling, long seed) {
        return new PrepareOptions(Optional.of(scaling), Dequantize.AUTO, OptionalDouble.empty(), Outliers.KEEP, seed);
    }

    /** Options that leave rows as they are. */
    public static PrepareOptions untouched() {
        return new PrepareOptions(Optional.of(Scaling.NONE), Dequantize.OFF, OptionalDouble.of(0), Outliers.KEEP, 0);
    }

    /** Whether the user requested noise and so accepts degenerate columns. */
    boolean noiseAsked() {
        return noise.isPresent() && noise.getAsDouble() > 0;
    }
}
