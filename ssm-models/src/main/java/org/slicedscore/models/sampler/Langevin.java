package org.slicedscore.models.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * x ← x + ½ε² s(x) + ε ξ, ξ ~ N(0, I). Needs only the score, and leaves a bias of order ε²: the variance of a unit
 * Gaussian comes out as 1/(1 − ε²/4).
 *
 * <p>The reported acceptance is that of a Metropolis test, with the change of the log-density computed from the scores
 * at both ends by the trapezoidal rule. No step is rejected, but it shows how far from exact the step size is; warm-up
 * chooses the step size at which almost nothing would be rejected.
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
        return "Unadjusted Langevin dynamics: needs only the score; has a small bias";
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
