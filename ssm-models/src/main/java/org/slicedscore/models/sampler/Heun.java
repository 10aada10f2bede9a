package org.slicedscore.models.sampler;

import java.util.List;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** Follows the probability flow from level to level by Heun's method: two scores a step, and no noise but that at the start. */
public final class Heun implements LevelSampler {
    static final Option<Integer> STEPS =
            Option.integer("steps", 40, 1, 100_000, "Steps from the greatest noise level to the least");

    @Override
    public String id() {
        return "heun";
    }

    @Override
    public String description() {
        return "Probability flow through the noise levels, by Heun's method";
    }

    @Override
    public String source() {
        return "Karras et al. 2022, NeurIPS, algorithm 1";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEPS, Descents.RHO);
    }

    @Override
    public double[] levels(double most, double least, Options options) {
        return LevelSampler.spaced(most, least, options.get(STEPS), options.get(Descents.RHO));
    }

    @Override
    public Expr descend(Descent step) {
        return Descents.heun(step, step.rows(), step.level());
    }
}
