package org.slicedscore.core.score;

import org.slicedscore.api.expr.Expr;

/**
 * What a formula depends on besides its rows and parameters. Derivatives are taken with respect to the rows alone.
 *
 * @param level the noise level of each row: σ, [B]; null for the level at which the model describes the data
 * @param conditions of each row, [B,C], or of all rows, [C]: c; null for none
 */
public record RowContext(Expr level, Expr conditions) {
    /** No noise but the least, no conditions. */
    public static final RowContext NONE = new RowContext(null, null);

    /**
     * The same conditions at a noise level.
     *
     * @param sigma [B]
     */
    public RowContext at(Expr sigma) {
        return new RowContext(sigma, conditions);
    }
}
