package org.slicedscore.engine.setting;

/** What settings are about: help and documentation list them under these headings. */
public enum SettingGroup {
    /** Where rows are and how they are read. */
    ROWS("Rows"),
    /** Where a run is written. */
    RUN("Run directory"),
    /** What is learned, by which loss. */
    MODEL("Model and objective"),
    /** Of models that learn at many noise levels. */
    LEVELS("Noise levels, for models that read the noise level"),
    /** How it is learned. */
    TRAINING("Training"),
    /** What is done to rows before. */
    PREPARING("Preparing the rows"),
    /** Random numbers and devices. */
    MACHINE("Seed and machine"),
    /** The size of a benchmark. */
    SIZES("Sizes"),
    /** Rows drawn from a model. */
    SAMPLING("Sampling"),
    /** Strange rows. */
    DETECTING("Detectors and their calibration"),
    /** The normalising constant. */
    NORMALISER("Annealed importance sampling, for the log-likelihood");

    private final String heading;

    SettingGroup(String heading) {
        this.heading = heading;
    }

    /** The heading: a few words. */
    public String heading() {
        return heading;
    }
}
