package org.slicedscore.api;

import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * An objective's view of an {@link ExponentialFamily} at a batch of rows: the derivatives of its L statistics ψ, and
 * its base log q₀ as a score function of its own, with the same directions and noise. Values are computed on demand.
 */
public interface LinearFamily {
    /** {@return the rows: x, [B,D]} */
    Expr rows();

    /** {@return the statistics: ψ, [B,L]} */
    Expr statistics();

    /** {@return the slopes of the statistics along each direction: vᵀ∇ψ, [M,B,L]} */
    Expr slopes();

    /**
     * The curvatures of the statistics along each direction.
     *
     * @return vᵀ∇²ψ v, [M,B,L]
     * @throws SsmException of kind USAGE if second derivatives vanish almost everywhere (relu)
     */
    Expr curvatures();

    /** {@return the gradients of the statistics, from all D coordinate directions: ∇ψ, [D,B,L]} */
    Expr gradients();

    /**
     * The Laplacians of the statistics, from all D coordinate directions.
     *
     * @return Δψ, [B,L]
     * @throws SsmException as {@link #curvatures()}
     */
    Expr laplacians();

    /**
     * The quadratic of exact score matching: Σ_d ½(∂_dψ·α + ∂_d log q₀)² + Δψ·α. Where the D squares of all rows would take much
     * memory, the design and the target hold those of a block of coordinates and depend on the pass of a loop over all blocks;
     * so does everything made of them but by the core.
     *
     * @return the quadratic
     * @throws SsmException as {@link #curvatures()}
     * @since 0.2.0
     */
    QuadraticLoss scoreMatching();

    /** {@return the base log q₀ at the same rows: its score function} */
    ScoreFunction base();

    /** {@return the directions, independent of those of the loss: v, [M,B,D]} */
    Expr directions();

    /**
     * The factor c with E[vvᵀ] = c·I.
     *
     * @return c
     * @throws SsmException of kind USAGE if the projection's second moment is not of that form
     */
    double secondMoment();

    /**
     * Independent standard normal noise, one number for each element of the rows, independent of that of the loss.
     *
     * @param purpose the purpose, which separates streams
     * @return [B,D]
     */
    Expr noise(String purpose);

    /**
     * The same family, directions and options at other rows.
     *
     * @param rows [B,D]
     * @return the family there
     */
    LinearFamily at(Expr rows);

    /**
     * The value of an option.
     *
     * @param <T> its type
     * @param option one that the objective declares
     * @return its value in this run
     */
    <T> T option(Option<T> option);
}
