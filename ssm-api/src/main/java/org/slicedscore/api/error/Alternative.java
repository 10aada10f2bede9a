package org.slicedscore.api.error;

/**
 * A plug-in property that a remedy proposes. The library does not know which plug-ins have it.
 *
 * @since 0.2.0
 */
public enum Alternative implements Worded {
    /** A model with a likelihood. */
    NORMALISED_MODEL("a model that is normalised"),
    /** A model that is not only a score field. */
    MODEL_WITH_LOG_DENSITY("a model with a log-density"),
    /** A model that tells how likely one row is compared with another, if only through its noise levels. */
    MODEL_THAT_RANKS("a model that ranks rows by density"),
    /** A model of rows given other columns. */
    CONDITIONAL_MODEL("a model that takes conditions"),
    /** An objective for models that are not normalised. */
    OBJECTIVE_WITHOUT_NORMALISER("an objective that needs no normaliser"),
    /** An objective that takes no second derivative. */
    OBJECTIVE_WITHOUT_CURVATURE("an objective that needs no curvature"),
    /** An objective for score fields and log-densities alike. */
    OBJECTIVE_FOR_SCORES("an objective for score fields"),
    /** An objective that differentiates any model without approximation. */
    OBJECTIVE_FOR_ANY_GRAPH("an objective without a diagonal approximation"),
    /** An objective whose loss is a quadratic of linear coefficients. */
    QUADRATIC_OBJECTIVE("an objective with a closed form"),
    /** An objective for directions of any second moment. */
    OBJECTIVE_FOR_ANY_DIRECTIONS("an objective that takes any directions"),
    /** Directions whose second moment is a multiple of the identity. */
    ISOTROPIC_PROJECTION("a projection whose second moment is a multiple of the identity"),
    /** A sampler for score fields. */
    SAMPLER_BY_SCORE("a sampler that needs the score alone"),
    /** A sampler that does not go through noise levels. */
    MARKOV_CHAIN("a sampler that is a Markov chain"),
    /** A Markov chain whose limit is the density itself. */
    EXACT_MARKOV_CHAIN("a sampler without bias");

    private final String words;

    Alternative(String words) {
        this.words = words;
    }

    /** {@return the property in words, such as {@code a model that is normalised}} */
    public String words() {
        return words;
    }

    @Override
    public String text(Wording wording) {
        return wording.alternative(this);
    }
}
