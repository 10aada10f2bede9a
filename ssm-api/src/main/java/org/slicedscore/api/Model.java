package org.slicedscore.api;

/**
 * A family of densities or scores, written as one formula. There are two kinds: {@link LogDensityModel} and {@link
 * ScoreModel}.
 *
 * <p>The value of a row must not depend on the other rows of the batch: derivatives are taken of all rows at once.
 */
public sealed interface Model extends Plugin permits LogDensityModel, ScoreModel {}
