package org.slicedscore.api.error;

/**
 * Something that the program does, where a message names it: the library names a method, the command its verb.
 *
 * @since 0.2.0
 */
public enum Action implements Worded {
    /** Learns a model. */
    TRAIN("Ssm.train"),
    /** Learns a detector. */
    FIT_DETECTOR("Ssm.detect"),
    /** Opens a detector, for any use. */
    USE_DETECTOR("Ssm.loadDetector"),
    /** Finds strange rows. */
    APPLY_DETECTOR("Detection.apply"),
    /** Compares a model with yardsticks on held-out rows. */
    EVALUATE("SsmModel.evaluate"),
    /** Computes the log-density of rows. */
    SCORE("SsmModel.logDensity"),
    /** Draws rows from a model. */
    SAMPLE("Sampling.run"),
    /** Lists backends and their devices. */
    LIST_BACKENDS("Backends.states"),
    /** Lists plug-ins, and what is wrong with those that cannot be used. */
    LIST_PLUGINS("Catalog.problems");

    private final String words;

    Action(String words) {
        this.words = words;
    }

    /** {@return the method of the library, such as {@code Ssm.train}} */
    public String words() {
        return words;
    }

    @Override
    public String text(Wording wording) {
        return wording.action(this);
    }
}
