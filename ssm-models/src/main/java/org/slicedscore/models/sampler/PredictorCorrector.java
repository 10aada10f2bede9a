package org.slicedscore.models.sampler;

import java.util.List;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * Steps of the reverse diffusion from level to level (the predictor), each followed by Langevin steps at the level reached (the
 * corrector). The corrector's step size is ε = 2 (r ‖z‖/‖s‖)² with the norms that noise of level σ' has by itself, √D and √D/σ': 2 r²
 * σ'². With norms of the rows, steps would depend on where a row is, which leaves a bias.
 */
public final class PredictorCorrector implements LevelSampler {
    static final Option<Integer> STEPS =
            Option.integer("steps", 200, 1, 100_000, "Steps from the greatest noise level to the least");
    static final Option<Integer> CORRECTIONS =
            Option.integer("corrections", 1, 0, 100, "Langevin steps at each noise level");
    static final Option<Double> RATIO = Option.number(
            "ratio", 0.16, 1e-6, 10, "Size of the Langevin steps: ratio of the score's part to that of the noise");

    @Override
    public String id() {
        return "predictor-corrector";
    }

    @Override
    public String description() {
        return "Reverse diffusion through the noise levels, with Langevin steps at each";
    }

    @Override
    public String source() {
        return "Song et al. 2021, ICLR, algorithms 2 and 4";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEPS, Descents.RHO, CORRECTIONS, RATIO);
    }

    @Override
    public double[] levels(double most, double least, Options options) {
        return LevelSampler.spaced(most, least, options.get(STEPS), options.get(Descents.RHO));
    }

    @Override
    public Expr descend(Descent step) {
        Expr sigma = step.level();
        Expr next = step.next();
        Expr fall = sigma.sub(next).mul(sigma.add(next));
        // ancestral: the noise that is left is that of x at σ', given x at σ and the row without noise
        Expr spread = next.div(sigma).mul(fall.sqrt());
        Expr x = step.rows()
                .add(step.score(step.rows(), sigma).mul(fall))
                .add(step.normal("predict").mul(spread));
        double ratio = step.option(RATIO);
        Expr size = next.square().mul(2 * ratio * ratio);
        for (int i = 0; i < step.option(CORRECTIONS); i++) {
            x = x.add(step.score(x, next).mul(size))
                    .add(step.normal("correct" + i).mul(size.mul(2).sqrt()));
        }
        return x;
    }
}
