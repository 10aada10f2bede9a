package org.slicedscore.models.optimizer;

import java.util.List;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η(m̂/(√v̂ + ε) + λθ), where m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ). The weight decay λ
 * is separate from the gradient (AdamW).
 */
public final class Adam implements Optimizer {
    private static final double BELOW_ONE = 0.999999;

    static final Option<Double> BETA1 = Option.number("beta1", 0.9, 0, BELOW_ONE, "Decay of the mean of gradients");
    static final Option<Double> BETA2 =
            Option.number("beta2", 0.999, 0, BELOW_ONE, "Decay of the mean of squared gradients");
    static final Option<Double> EPSILON = Option.number(
            "epsilon", 1e-8, 0, Double.POSITIVE_INFINITY, "Added to the root of the mean squared gradient");
    static final Option<Double> WEIGHT_DECAY = Option.number(
            "weight-decay",
            0,
            0,
            Double.POSITIVE_INFINITY,
            "Share of each parameter taken off a step, times the learning rate");

    @Override
    public String id() {
        return "adam";
    }

    @Override
    public String description() {
        return "Adaptive moments, with decoupled weight decay";
    }

    @Override
    public String source() {
        return "Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019, algorithm 2";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY);
    }

    @Override
    public double defaultLearningRate() {
        return 1e-2;
    }

    @Override
    public Expr update(Step step) {
        double beta1 = step.option(BETA1);
        double beta2 = step.option(BETA2);
        Expr theta = step.parameter();
        Expr g = step.gradient();
        Expr m = step.keep("m", step.state("m").mul(beta1).add(g.mul(1 - beta1)));
        Expr v = step.keep("v", step.state("v").mul(beta2).add(g.square().mul(1 - beta2)));
        Expr mHat = m.mul(step.perStep("m_scale", t -> 1 / (1 - Math.pow(beta1, t))));
        Expr vHat = v.mul(step.perStep("v_scale", t -> 1 / (1 - Math.pow(beta2, t))));
        Expr direction = mHat.div(vHat.sqrt().add(step.option(EPSILON)));
        double decay = step.option(WEIGHT_DECAY);
        return theta.sub(step.learningRate().mul(decay == 0 ? direction : direction.add(theta.mul(decay))));
    }
}
