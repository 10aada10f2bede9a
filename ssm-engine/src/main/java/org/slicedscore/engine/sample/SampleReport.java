package org.slicedscore.engine.sample;

/**
 * The result of sampling.
 *
 * @param rows rows produced
 * @param complete whether these are all rows requested; false if stopped
 * @param exact whether rows are independent draws from the model itself; then all later components are NaN or 0
 * @param transitions of each chain, burn-in included
 * @param stepSize ε after the burn-in
 * @param acceptance mean acceptance probability after the burn-in
 * @param rHat the largest over the recorded columns; NaN with too few draws
 * @param effectiveSize the smallest over those columns
 * @param worstColumn index of the column with that R-hat; −1 for none
 * @param columns number of recorded columns
 */
public record SampleReport(
        int rows,
        boolean complete,
        boolean exact,
        long transitions,
        double stepSize,
        double acceptance,
        double rHat,
        double effectiveSize,
        int worstColumn,
        int columns) {}
