package org.slicedscore.core.score;

import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * The noise levels σ that a noise-conditioned model is trained at, in units of the preprocessed rows, and their weights.
 *
 * @param least the smallest; the model describes the data smoothed by so much
 * @param most the largest
 * @param law the distribution they are drawn from
 * @param mean of log σ, of the log-normal law
 * @param spread standard deviation of log σ, of the log-normal law
 */
public record NoiseLevels(double least, double most, Law law, double mean, double spread) {
    /** Distributions of σ. */
    public enum Law {
        /** log σ is normal, moved into the range (Karras et al. 2022, NeurIPS, table 1). */
        LOG_NORMAL,
        /** log σ is uniform over the range. */
        LOG_UNIFORM
    }

    private static final String PURPOSE = "noise-level";

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException unless 0 &lt; least ≤ most
     */
    public NoiseLevels {
        if (!(least > 0 && least <= most)) {
            throw new IllegalArgumentException("noise levels from " + least + " to " + most);
        }
    }

    /**
     * Levels for the rows of a step, fresh at every step.
     *
     * @param rows B
     * @return σ, [B]
     */
    public Expr draw(int rows) {
        Distribution distribution = law == Law.LOG_NORMAL ? Distribution.NORMAL : Distribution.UNIFORM;
        Expr z = Expr.of(new Primitive.Random(distribution, PURPOSE, Shape.of(rows, 1)))
                .reshape(rows);
        double low = Math.log(least);
        double high = Math.log(most);
        Expr log = law == Law.LOG_NORMAL
                ? z.mul(spread).add(mean).maximum(Expr.constant(low)).minimum(Expr.constant(high))
                : z.mul(high - low).add(low);
        return log.exp();
    }

    /**
     * The weight λ(σ) of the score-matching loss at a level: that with which the denoiser x + σ²s is learned equally well at
     * all levels, for data of variance 1 (Karras et al. 2022, NeurIPS, table 1).
     *
     * @param sigma [B]
     * @return σ² (1 + σ²), [B]
     */
    public static Expr weight(Expr sigma) {
        Expr square = sigma.square();
        return square.mul(square.add(1));
    }
}
