package org.slicedscore.models.sampler;

import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** What samplers that go through noise levels share. */
final class Descents {
    static final Option<Double> RHO =
            Option.number("rho", 7, 1, 100, "How much closer levels are where they are small; 1 for equal distances");

    private Descents() {}

    /**
     * A step of Heun's method along the probability flow dx/dσ = −σ s(x,σ) (Karras et al. 2022, NeurIPS, algorithm 1).
     *
     * @param step gives the score and the level to reach
     * @param x rows, [B,D]
     * @param sigma their level, a scalar
     */
    static Expr heun(LevelSampler.Descent step, Expr x, Expr sigma) {
        Expr next = step.next();
        Expr way = next.sub(sigma);
        Expr slope = step.score(x, sigma).mul(sigma.negate());
        Expr end = step.score(x.add(slope.mul(way)), next).mul(next.negate());
        return x.add(slope.add(end).mul(way.mul(0.5)));
    }
}
