package org.slicedscore.models.objective;

import java.util.List;
import org.slicedscore.api.Objective;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * ½‖s(x + σε) + ε/σ‖² with ε ~ N(0, I): the score at a noisy row is pulled towards −ε/σ. What is learned is the score of
 * the data with N(0, σ²I) added. Needs no second derivative of the model.
 */
public final class DenoisingScoreMatching implements Objective {
    static final Option<Double> SIGMA = Option.number(
            "sigma",
            0.1,
            1e-6,
            Double.POSITIVE_INFINITY,
            "Standard deviation of the noise, in the units of the rows after preprocessing");

    @Override
    public String id() {
        return "dsm";
    }

    @Override
    public String description() {
        return "Denoising score matching: learns the score of the data blurred with Gaussian noise";
    }

    @Override
    public String source() {
        return "Vincent 2011, Neural Computation 23 (denoising score matching)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SIGMA);
    }

    @Override
    public boolean sliced() {
        return false;
    }

    @Override
    public double smoothing(Options options) {
        return options.get(SIGMA);
    }

    @Override
    public Expr loss(ScoreFunction model) {
        double sigma = model.option(SIGMA);
        Expr noise = model.noise("dsm");
        Expr s = model.at(model.rows().add(noise.mul(sigma))).score();
        return s.add(noise.div(sigma)).square().sum(-1).mul(0.5);
    }
}
