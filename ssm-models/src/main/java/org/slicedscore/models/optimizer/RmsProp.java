package org.slicedscore.models.optimizer;

import java.util.List;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** v ← ρv + (1−ρ)g², θ ← θ − ηg/(√v + ε). */
public final class RmsProp implements Optimizer {
    static final Option<Double> RHO = Option.number("rho", 0.99, 0, 0.999999, "Decay of the mean of squared gradients");
    static final Option<Double> EPSILON = Option.number(
            "epsilon", 1e-8, 0, Double.POSITIVE_INFINITY, "Added to the root of the mean squared gradient");

    @Override
    public String id() {
        return "rmsprop";
    }

    @Override
    public String description() {
        return "Gradients divided by a running root mean square";
    }

    @Override
    public String source() {
        return "Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(RHO, EPSILON);
    }

    @Override
    public double defaultLearningRate() {
        return 1e-3;
    }

    @Override
    public Expr update(Step step) {
        double rho = step.option(RHO);
        Expr g = step.gradient();
        Expr v = step.keep("v", step.state("v").mul(rho).add(g.square().mul(1 - rho)));
        return step.parameter().sub(step.learningRate().mul(g.div(v.sqrt().add(step.option(EPSILON)))));
    }
}
