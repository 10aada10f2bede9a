package org.slicedscore.models.sampler;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.expr.Expr;

/**
 * A Langevin step x' = x + ½ε² s(x) + ε ξ. It is one leapfrog step with the momentum ξ, which arrives as ξ' = ξ + ½ε (s + s'):
 * then log q(x|x') − log q(x'|x) = ½‖ξ‖² − ½‖ξ'‖², which avoids the difference of two large squares.
 *
 * @param from x
 * @param to x'
 * @param score s(x), [B,D]
 * @param momentumRatio log q(x|x') − log q(x'|x), [B]
 */
record Proposal(Sampler.Point from, Sampler.Point to, Expr score, Expr momentumRatio) {
    static Proposal of(Sampler.Step step) {
        Sampler.Point from = step.current();
        Expr epsilon = step.stepSize();
        Expr noise = step.normal("momentum");
        Expr half = noise.add(from.score().mul(epsilon.mul(0.5)));
        Sampler.Point to = step.at(from.position().add(half.mul(epsilon)));
        Expr arrived = half.add(to.score().mul(epsilon.mul(0.5)));
        Expr ratio = noise.square().sum(-1).sub(arrived.square().sum(-1)).mul(0.5);
        return new Proposal(from, to, from.score(), ratio);
    }
}
