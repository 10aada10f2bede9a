package org.slicedscore.models.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * Hamiltonian dynamics from a fresh Gaussian momentum: L leapfrog steps, accepted or refused by the change of the total
 * energy. Exact at every step size. Each chain's step size is multiplied by its own factor from U(1−j, 1+j), drawn again at
 * each transition, so that no trajectory returns to its start again and again.
 */
public final class Hmc implements Sampler {
    static final Option<Integer> STEPS =
            Option.integer("leapfrog-steps", 8, 1, 256, "Leapfrog steps in a transition; each computes one score");
    static final Option<Double> JITTER =
            Option.number("jitter", 0.5, 0, 0.95, "Half-width j of the factor U(1-j, 1+j) on the step size");
    static final Option<Double> TARGET =
            Option.number("target", 0.8, 0.05, 0.99, "Mean acceptance to which warm-up adapts the step size");

    @Override
    public String id() {
        return "hmc";
    }

    @Override
    public String description() {
        return "Hamiltonian Monte Carlo with a fixed number of leapfrog steps";
    }

    @Override
    public String source() {
        return "Neal 2011, Handbook of Markov Chain Monte Carlo, chapter 5";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEPS, JITTER, TARGET);
    }

    @Override
    public OptionalDouble targetAcceptance(Options options) {
        return OptionalDouble.of(options.get(TARGET));
    }

    @Override
    public Transition transition(Step step) {
        Point start = step.current();
        Expr epsilon = stepSizes(step, start.position().dim(0));
        Expr momentum = step.normal("momentum");
        Expr p = momentum.add(start.score().mul(epsilon.mul(0.5)));
        Point at = start;
        int steps = step.option(STEPS);
        for (int i = 1; i <= steps; i++) {
            at = step.at(at.position().add(p.mul(epsilon)));
            p = p.add(at.score().mul(i < steps ? epsilon : epsilon.mul(0.5)));
        }
        Expr kinetic = momentum.square().sum(-1).sub(p.square().sum(-1)).mul(0.5);
        Expr acceptance =
                Sampler.acceptance(at.logDensity().sub(start.logDensity()).add(kinetic));
        return new Transition(step.choose(step.uniform("accept").less(acceptance), at), acceptance);
    }

    /** ε of each chain, [B,1]. */
    private static Expr stepSizes(Step step, int chains) {
        double jitter = step.option(JITTER);
        Expr epsilon = step.stepSize().broadcastTo(Shape.of(chains, 1));
        if (jitter == 0) {
            return epsilon;
        }
        Expr factor = step.uniform("jitter").mul(2 * jitter).add(1 - jitter);
        return epsilon.mul(factor.expand(1));
    }
}
