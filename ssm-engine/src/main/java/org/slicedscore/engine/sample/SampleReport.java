package org.slicedscore.engine.sample;

/**
 * How sampling went.
 *
 * @param rows rows handed out
 * @param complete whether these are all that were asked for; otherwise a stop was asked for
 * @param exact whether rows are independent draws from the model itself; then all that follows is NaN or 0
 * @param transitions of each chain, burn-in included
 * @param stepSize ε after the burn-in
 * @param acceptance mean acceptance probability after the burn-in
 * @param rHat the largest over the columns that were looked at; NaN where there were too few draws
 * @param effectiveSize the smallest over those columns
 * @param worstColumn index of the column with that R-hat; −1 for none
 * @param columns how many columns were looked at
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
