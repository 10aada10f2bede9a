package org.slicedscore.experiments.implicit;

/** A score at samples, in closed form from the samples alone, with a radial kernel. */
@FunctionalInterface
interface KernelScore {
    /**
     * Estimates ∇ log q at each sample.
     *
     * @param z samples
     * @param at index of the first number of the first sample
     * @param n number of samples, at least 2
     * @param d numbers a sample
     * @param scores receives the scores, at the same indices
     */
    void scores(double[] z, int at, int n, int d, double[] scores);

    /**
     * An estimator as its authors set it.
     *
     * @param method stein or spectral
     */
    static KernelScore of(String method) {
        return switch (method) {
            case "stein" -> new SteinScore(SteinScore.RIDGE);
            case "spectral" -> new SpectralScore(SpectralScore.SHARE);
            default -> throw new IllegalArgumentException("no kernel estimate named " + method);
        };
    }
}
