package org.slicedscore.api;

import java.util.Optional;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * An objective's view of a model: its score s at a batch of rows, and the derivatives of s. For a log-density
 * s = ∇ₓ log p̃ and H is its Hessian; for a score field s = h and H is the Jacobian ∇ₓh.
 *
 * <p>Values are computed on demand.
 */
public interface ScoreFunction {
    /** {@return the rows: x, [B,D]} */
    Expr rows();

    /** {@return the score: s, [B,D]} */
    Expr score();

    /**
     * log p̃ of the rows.
     *
     * @return [B]
     * @throws SsmException of kind USAGE if the model is a score field and has none
     */
    Expr logDensity();

    /**
     * log p of the rows, including the normaliser.
     *
     * @return [B]
     * @throws SsmException of kind USAGE if the model does not know its normaliser
     */
    Expr logLikelihood();

    /**
     * {@return whether the model has a log-density, so that {@link #logDensity()} is available and H is symmetric:
     * false for a score field}
     */
    boolean hasLogDensity();

    /** {@return the directions, fresh at every step: v, [M,B,D]} */
    Expr directions();

    /**
     * The factor c with E[vvᵀ] = c·I.
     *
     * @return c
     * @throws SsmException of kind USAGE if the projection's second moment is not of that form
     */
    double secondMoment();

    /** {@return the score along each direction: vᵀs, [M,B]} */
    Expr slope();

    /**
     * The curvature along the directions, averaged over them: the sliced estimate of the trace of H.
     *
     * @return mean over the M directions of vᵀHv, [B]
     * @throws SsmException of kind USAGE if the model's second derivatives vanish almost everywhere (relu)
     */
    Expr curvature();

    /**
     * The curvature along each direction. Costs a little more memory than {@link #curvature()}.
     *
     * @return vᵀHv, [M,B]
     * @throws SsmException as {@link #curvature()}
     */
    Expr curvatures();

    /**
     * The exact trace, from all D coordinate directions, computed in blocks.
     *
     * @return tr H, [B]
     * @throws SsmException as {@link #curvature()}
     */
    Expr trace();

    /**
     * The loss of score matching (Hyvärinen 2005, theorem 1).
     *
     * @param trace tr H or an estimate of it, [B]
     * @return tr H + ½‖s‖², [B]
     * @since 0.2.0
     */
    default Expr scoreMatching(Expr trace) {
        return trace.add(score().square().sum(-1).mul(0.5));
    }

    /**
     * The loss of denoising score matching (Vincent 2011), where the rows are x + σε.
     *
     * @param pull ε/σ, [B,D]
     * @return ½‖s + ε/σ‖², [B]
     * @since 0.2.0
     */
    default Expr denoising(Expr pull) {
        return score().add(pull).square().sum(-1).mul(0.5);
    }

    /**
     * An unbiased estimate of the diagonal of H by curvature propagation: random signs at every non-linear node,
     * propagated backwards with the adjoints (Martens, Sutskever and Swersky 2012, section 4). Needs no directions;
     * each draw costs two adjoint passes.
     *
     * @param draws number of independent estimates to average
     * @return [B,D]
     * @throws SsmException of kind USAGE if the model is a score field, and as {@link #curvature()}
     */
    Expr propagatedDiagonal(int draws);

    /**
     * An approximation of the diagonal of H by back-propagation of second derivatives without off-diagonal terms at
     * every layer (Becker and LeCun 1989; Kingma and LeCun 2010, section 3). Exact for one hidden layer, otherwise
     * biased; costs about one more adjoint pass.
     *
     * @return [B,D]
     * @throws SsmException of kind USAGE if the model is a score field or uses a primitive without such a rule,
     *     and as {@link #curvature()}
     */
    Expr approximateDiagonal();

    /**
     * Gaussian noise that was added to rows before the objective sees them.
     *
     * @param level the standard deviation of each row's noise: σ &gt; 0, [B]
     * @param noise standard normal numbers: ε, [B,D]
     * @since 0.2.0
     */
    record Perturbation(Expr level, Expr noise) {}

    /**
     * The noise in the rows: {@link #rows()} are x + σε if the model is trained at many noise levels.
     *
     * @return σ and ε, or empty if the rows are those of the data
     * @since 0.2.0
     */
    default Optional<Perturbation> perturbation() {
        return Optional.empty();
    }

    /**
     * The same model, directions and options at other rows.
     *
     * @param rows [B,D]
     * @return the score function there; derivatives are with respect to the new rows
     */
    ScoreFunction at(Expr rows);

    /**
     * Independent standard normal noise, one number for each element of the rows, fresh at every step.
     *
     * @param purpose the purpose, which separates streams
     * @return [B,D]
     */
    Expr noise(String purpose);

    /**
     * The value of an option.
     *
     * @param <T> its type
     * @param option one that the objective declares
     * @return its value in this run
     */
    <T> T option(Option<T> option);
}
