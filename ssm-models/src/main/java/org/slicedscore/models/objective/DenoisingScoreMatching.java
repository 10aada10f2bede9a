package org.slicedscore.models.objective;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.Init;
import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * ½‖s(x + σε) + ε/σ‖² with ε ~ N(0, I): the score at a noisy row is pulled towards −ε/σ. The model learns the score of
 * the data with N(0, σ²I) added. Needs no second derivative of the model.
 */
public final class DenoisingScoreMatching implements Objective {
    static final Option<Double> SIGMA = Option.numberOrAuto(
            "sigma",
            0.1,
            1e-6,
            Double.POSITIVE_INFINITY,
            "Standard deviation of the noise, in the units of the rows after preprocessing; auto is the one with which"
                    + " Gaussians around training rows predict other rows best");

    /** Its name in error messages. */
    static final Subject THE_SIGMA = new Subject.Option(new Subject.Plugin("objective", "dsm"), SIGMA.name());

    @Override
    public String id() {
        return "dsm";
    }

    @Override
    public String description() {
        return "Denoising score matching: learns the score of the data with Gaussian noise added";
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
        return known(options.get(SIGMA));
    }

    @Override
    public Expr loss(ScoreFunction model) {
        if (model.perturbation().isPresent()) {
            ScoreFunction.Perturbation p = model.perturbation().get();
            return model.denoising(p.noise().div(p.level().expand(1)));
        }
        double sigma = known(model.option(SIGMA));
        Expr noise = model.noise("dsm");
        return model.at(model.rows().add(noise.mul(sigma))).denoising(noise.div(sigma));
    }

    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        double sigma = known(family.option(SIGMA));
        Expr noise = family.noise("dsm");
        LinearFamily moved = family.at(family.rows().add(noise.mul(sigma)));
        Expr target = moved.base().score().add(noise.div(sigma)).transpose(1, 0);
        return new QuadraticLoss(moved.gradients(), target, null);
    }

    @Override
    public Map<String, String> settle(Options options, Init.Source rows) {
        return options.get(SIGMA).isNaN() ? Map.of(SIGMA.name(), Double.toString(ParzenBandwidth.of(rows))) : Map.of();
    }

    private static double known(double sigma) {
        if (Double.isNaN(sigma)) {
            throw Problem.usage(THE_SIGMA)
                    .says("auto needs training rows, of which there are none here")
                    .remedy("give a number")
                    .exception();
        }
        return sigma;
    }
}
