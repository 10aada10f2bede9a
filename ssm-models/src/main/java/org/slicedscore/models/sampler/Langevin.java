package org.slicedscore.models.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * x ← x + ½ε² s(x) + ε ξ, ξ ~ N(0, I). Needs nothing but the score, and leaves a bias of order ε²: the variance of a unit
 * Gaussian comes out as 1/(1 − ε²/4).
 *
 * <p>What is reported as acceptance is that of a Metropolis test, with the change of the log-density taken from the scores
 * at both ends by the trapezoidal rule. It is not acted upon, but tells how far from exact the step size is; warm-up
 * takes the step size at which next to nothing would be refused.
 */
public final class Langevin implements Sampler {
    static final Option<Double> TARGET = Option.number(
            "target",
            0.98,
            0.5,
            0.9999,
            "Share of steps that a Metropolis test would accept, for the adapted step size");

    @Override
    public String id() {
        return "langevin";
    }

    @Override
    public String description() {
        return "Unadjusted Langevin dynamics: the score alone, with a small bias";
    }

    @Override
    public String source() {
        return "Roberts & Tweedie 1996, Bernoulli 2(4), section 1.4.1; Song & Ermon 2019, NeurIPS, equation 4";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TARGET);
    }

    @Override
    public boolean needsLogDensity() {
        return false;
    }

    @Override
    public OptionalDouble targetAcceptance(Options options) {
        return OptionalDouble.of(options.get(TARGET));
    }

    @Override
    public Transition transition(Step step) {
        Proposal p = Proposal.of(step);
        Expr rise =
                p.score().add(p.to().score()).mul(p.to().position().sub(p.from().position()));
        return new Transition(p.to(), Sampler.acceptance(rise.sum(-1).mul(0.5).add(p.momentumRatio())));
    }
}
