package org.slicedscore.models.sampler;

import java.util.List;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * Heun's method with fresh noise at each level: rows are raised to σ̂ = (1 + γ)σ before they go down, which corrects errors of
 * earlier steps. γ is churn/steps and at most √2 − 1.
 */
public final class StochasticHeun implements LevelSampler {
    static final Option<Integer> STEPS =
            Option.integer("steps", 80, 1, 100_000, "Steps from the greatest noise level to the least");
    static final Option<Double> CHURN =
            Option.number("churn", 20, 0, 1e6, "Fresh noise over all steps; 0 for the probability flow alone");
    static final Option<Double> FROM = Option.number(
            "churn-least", 0.05, 0, Double.POSITIVE_INFINITY, "Least noise level at which fresh noise is added");
    static final Option<Double> TO = Option.number(
            "churn-most", 50, 0, Double.POSITIVE_INFINITY, "Greatest noise level at which fresh noise is added");

    @Override
    public String id() {
        return "stochastic-heun";
    }

    @Override
    public String description() {
        return "Probability flow with fresh noise at each level, by Heun's method";
    }

    @Override
    public String source() {
        return "Karras et al. 2022, NeurIPS, algorithm 2";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEPS, Descents.RHO, CHURN, FROM, TO);
    }

    @Override
    public double[] levels(double most, double least, Options options) {
        return LevelSampler.spaced(most, least, options.get(STEPS), options.get(Descents.RHO));
    }

    @Override
    public Expr descend(Descent step) {
        Expr sigma = step.level();
        double gamma = Math.min(step.option(CHURN) / step.option(STEPS), Math.sqrt(2) - 1);
        Expr low = sigma.less(Expr.constant(Math.min(step.option(FROM), Float.MAX_VALUE)));
        Expr high = Expr.constant(Math.min(step.option(TO), Float.MAX_VALUE)).less(sigma);
        Expr factor = low.maximum(high).select(Expr.constant(0), Expr.constant(gamma));
        // √(σ̂² − σ²), without a difference of squares
        Expr added = factor.mul(factor.add(2)).sqrt().mul(sigma);
        Expr raised = step.rows().add(step.normal("churn").mul(added));
        return Descents.heun(step, raised, sigma.mul(factor.add(1)));
    }
}
