package org.slicedscore.data.prep;

import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/** The values of the setting {@code preprocess}: maps from a table's coordinates to a model's. */
public enum Scaling {
    /** No scaling. */
    NONE("none"),
    /** Scales each column to mean 0 and variance 1. */
    STANDARDIZE("standardize"),
    /** Maps all columns to mean 0 and covariance I, along the principal axes of the correlation matrix. */
    WHITEN("whiten"),
    /** Scales all pixels of images alike, each channel to mean 0 and variance 1 over all its pixels, and keeps them all. */
    PIXELS("pixels");

    private final String id;

    Scaling(String id) {
        this.id = id;
    }

    /** The option's value, such as {@code whiten}. */
    public String id() {
        return id;
    }

    /**
     * Parses the option's value.
     *
     * @param text {@code none}, {@code standardize}, {@code whiten} or {@code pixels}
     * @throws SsmException of kind USAGE for anything else
     */
    public static Scaling of(String text) {
        for (Scaling scaling : values()) {
            if (scaling.id.equals(text)) {
                return scaling;
            }
        }
        throw Problem.usage(Subject.setting("preprocess"))
                .found("%s", Quoting.quote(text))
                .expected("none, standardize, whiten or pixels")
                .exception();
    }
}
