package org.slicedscore.models.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** A Langevin step as a proposal with a Metropolis–Hastings test: exact at every step size. */
public final class Mala implements Sampler {
    static final Option<Double> TARGET = Option.number(
            "target",
            0.574,
            0.05,
            0.99,
            "Mean acceptance that warm-up adapts the step size to; 0.574 is best for many columns");

    @Override
    public String id() {
        return "mala";
    }

    @Override
    public String description() {
        return "Metropolis-adjusted Langevin: a Langevin step with a Metropolis test";
    }

    @Override
    public String source() {
        return "Roberts & Tweedie 1996, Bernoulli 2(4); Roberts & Rosenthal 1998, JRSS B 60(1), for the acceptance of 0.574";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TARGET);
    }

    @Override
    public OptionalDouble targetAcceptance(Options options) {
        return OptionalDouble.of(options.get(TARGET));
    }

    @Override
    public Transition transition(Step step) {
        Proposal p = Proposal.of(step);
        Expr ratio = p.to().logDensity().sub(p.from().logDensity()).add(p.momentumRatio());
        Expr acceptance = Sampler.acceptance(ratio);
        return new Transition(step.choose(step.uniform("accept").less(acceptance), p.to()), acceptance);
    }
}
