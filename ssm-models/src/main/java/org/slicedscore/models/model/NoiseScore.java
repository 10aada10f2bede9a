package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * The score of the data at every noise level: s(x, σ) = (D(x, σ) − x)/σ² of the denoiser D = c_skip x + c_out F(c_in x, σ)
 * with c_skip = 1/(σ²+1) and c_out = σ/√(σ²+1); F is a residual network. Before training, F = 0 and s is the score of N(0, (1 +
 * σ²)I).
 */
public final class NoiseScore implements ScoreModel {
    @Override
    public String id() {
        return "noise-score";
    }

    @Override
    public String description() {
        return "A residual network that reads the noise level and gives the score at every level";
    }

    @Override
    public String source() {
        return "Song and Ermon 2019, NeurIPS (noise levels); Karras et al. 2022, NeurIPS, section 5 (preconditioning)";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("hidden", "19,19,5");
    }

    @Override
    public List<Option<?>> options() {
        return NoiseNetwork.OPTIONS;
    }

    @Override
    public boolean noiseConditioned() {
        return true;
    }

    @Override
    public boolean conditional() {
        return true;
    }

    @Override
    public OptionalDouble learningRate() {
        return OptionalDouble.of(NoiseNetwork.LEARNING_RATE);
    }

    @Override
    public Optional<String> objective() {
        return Optional.of("dsm");
    }

    @Override
    public Expr score(Expr x, ModelScope scope) {
        Expr sigma = scope.noiseLevel();
        return NoiseNetwork.score(NoiseNetwork.apply(x, sigma, x.dim(-1), scope), x, sigma);
    }
}
