package org.slicedscore.models.optimizer;

import java.util.List;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** u ← μu + g, θ ← θ − ηu; with Nesterov's look-ahead θ ← θ − η(g + μu). */
public final class Sgd implements Optimizer {
    static final Option<Double> MOMENTUM =
            Option.number("momentum", 0.9, 0, 0.999999, "Share of the last step that is kept; 0 for none");
    static final Option<Boolean> NESTEROV = Option.flag("nesterov", false, "Whether to look ahead along the momentum");

    @Override
    public String id() {
        return "sgd";
    }

    @Override
    public String description() {
        return "Gradient descent with momentum";
    }

    @Override
    public String source() {
        return "Polyak 1964; Nesterov 1983, in the form of Sutskever et al. 2013, equations 1 to 4";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MOMENTUM, NESTEROV);
    }

    @Override
    public double defaultLearningRate() {
        return 1e-3;
    }

    @Override
    public Expr update(Step step) {
        double momentum = step.option(MOMENTUM);
        Expr g = step.gradient();
        if (momentum == 0) {
            return step.parameter().sub(step.learningRate().mul(g));
        }
        Expr u = step.keep("u", step.state("u").mul(momentum).add(g));
        Expr direction = step.option(NESTEROV) ? g.add(u.mul(momentum)) : u;
        return step.parameter().sub(step.learningRate().mul(direction));
    }
}
